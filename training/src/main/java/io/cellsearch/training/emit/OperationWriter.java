package io.cellsearch.training.emit;

import static io.cellsearch.training.emit.BytecodeCompiler.SPECIES;
import static io.cellsearch.training.emit.BytecodeCompiler.VECTORS;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import io.cellsearch.training.kernel.Instruction;
import io.cellsearch.training.kernel.Instruction.Code;
import io.cellsearch.training.kernel.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.objectweb.asm.MethodVisitor;

/** Writes single instructions as calls of the Vector API; every value is a local variable. */
final class OperationWriter {
  private static final String FLOATS = VECTORS + "FloatVector";
  private static final String INTS = VECTORS + "IntVector";
  private static final String OPERATORS = VECTORS + "VectorOperators";
  private static final String VECTOR = "L" + VECTORS + "Vector;";
  private static final String FLOAT_VECTOR = "L" + FLOATS + ";";
  private static final String INT_VECTOR = "L" + INTS + ";";
  private static final String MASK = "L" + VECTORS + "VectorMask;";

  private final MethodVisitor method;
  private final Consumer<Place> address;
  private final IntSupplier newLocal;
  private final Map<Integer, Integer> locals = new HashMap<>();

  /**
   * A writer.
   *
   * @param address leaves array and index of a place on the stack
   * @param newLocal a local variable that nobody has
   */
  OperationWriter(MethodVisitor method, Consumer<Place> address, IntSupplier newLocal) {
    this.method = method;
    this.address = address;
    this.newLocal = newLocal;
  }

  void write(Instruction instruction) {
    switch (instruction.code()) {
      case STORE -> store(instruction);
      case ACCUMULATE -> accumulate(instruction);
      default -> {
        compute(instruction);
        int local = newLocal.getAsInt();
        locals.put(instruction.target(), local);
        method.visitVarInsn(ASTORE, local);
      }
    }
  }

  private void compute(Instruction i) {
    switch (i.code()) {
      case CONSTANT -> {
        species();
        method.visitLdcInsn((float) i.number());
        call(FLOATS, "broadcast", "(" + SPECIES + "F)" + FLOAT_VECTOR);
      }
      case INT_CONSTANT -> {
        method.visitFieldInsn(GETSTATIC, INTS, "SPECIES_PREFERRED", SPECIES);
        method.visitLdcInsn((int) i.number());
        call(INTS, "broadcast", "(" + SPECIES + "I)" + INT_VECTOR);
      }
      case LOAD -> load(i.at());
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAX, MIN -> {
        get(i, 0);
        get(i, 1);
        invoke(FLOATS, name(i.code()), "(" + VECTOR + ")" + FLOAT_VECTOR);
      }
      case INT_ADD, INT_SUBTRACT -> {
        get(i, 0);
        get(i, 1);
        invoke(INTS, i.code() == Code.INT_ADD ? "add" : "sub", "(" + VECTOR + ")" + INT_VECTOR);
      }
      case FUSED_MULTIPLY_ADD -> {
        get(i, 0);
        get(i, 1);
        get(i, 2);
        invoke(FLOATS, "fma", "(" + VECTOR + VECTOR + ")" + FLOAT_VECTOR);
      }
      case NEGATE, ABS, SQRT -> {
        get(i, 0);
        invoke(FLOATS, name(i.code()), "()" + FLOAT_VECTOR);
      }
      case WHERE -> where(i);
      default -> bits(i);
    }
  }

  private void bits(Instruction i) {
    get(i, 0);
    switch (i.code()) {
      case TO_BITS -> invoke(FLOATS, "reinterpretAsInts", "()" + INT_VECTOR);
      case FROM_BITS -> invoke(INTS, "reinterpretAsFloats", "()" + FLOAT_VECTOR);
      case INT_TO_FLOAT -> {
        String conversion = "L" + OPERATORS + "$Conversion;";
        method.visitFieldInsn(GETSTATIC, OPERATORS, "I2F", conversion);
        method.visitInsn(ICONST_0);
        invoke(INTS, "convert", "(" + conversion + "I)" + VECTOR);
        method.visitTypeInsn(CHECKCAST, FLOATS);
      }
      case SHIFT_LEFT, SHIFT_RIGHT -> {
        String binary = "L" + OPERATORS + "$Binary;";
        String shift = i.code() == Code.SHIFT_LEFT ? "LSHL" : "ASHR";
        method.visitFieldInsn(GETSTATIC, OPERATORS, shift, binary);
        method.visitIntInsn(BIPUSH, (int) i.number());
        invoke(INTS, "lanewise", "(" + binary + "I)" + INT_VECTOR);
      }
      default -> throw new IllegalStateException("no bytecode for " + i.code());
    }
  }

  /** c.blend(a, condition >= 0) with the sources (condition, a, c). */
  private void where(Instruction i) {
    String comparison = "L" + OPERATORS + "$Comparison;";
    get(i, 2);
    get(i, 1);
    get(i, 0);
    method.visitFieldInsn(GETSTATIC, OPERATORS, "GE", comparison);
    method.visitInsn(FCONST_0);
    invoke(FLOATS, "compare", "(" + comparison + "F)" + MASK);
    invoke(FLOATS, "blend", "(" + VECTOR + MASK + ")" + FLOAT_VECTOR);
  }

  private void store(Instruction i) {
    get(i, 0);
    address.accept(i.at());
    invoke(FLOATS, "intoArray", "([FI)V");
  }

  private void accumulate(Instruction i) {
    load(i.at());
    get(i, 0);
    invoke(FLOATS, "add", "(" + VECTOR + ")" + FLOAT_VECTOR);
    address.accept(i.at());
    invoke(FLOATS, "intoArray", "([FI)V");
  }

  private void load(Place place) {
    species();
    address.accept(place);
    call(FLOATS, "fromArray", "(" + SPECIES + "[FI)" + FLOAT_VECTOR);
  }

  private void species() {
    method.visitFieldInsn(GETSTATIC, BytecodeCompiler.NAME, "S", SPECIES);
  }

  private void get(Instruction i, int source) {
    method.visitVarInsn(ALOAD, locals.getOrDefault(i.source(source), -1));
  }

  private void call(String owner, String name, String descriptor) {
    method.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  private void invoke(String owner, String name, String descriptor) {
    method.visitMethodInsn(INVOKEVIRTUAL, owner, name, descriptor, false);
  }

  /** The Vector API's name of a plain operation on floats. */
  static String name(Code code) {
    return switch (code) {
      case ADD -> "add";
      case SUBTRACT -> "sub";
      case MULTIPLY -> "mul";
      case DIVIDE -> "div";
      case MAX -> "max";
      case MIN -> "min";
      case NEGATE -> "neg";
      case ABS -> "abs";
      case SQRT -> "sqrt";
      default -> throw new IllegalArgumentException(code + " is not a plain operation");
    };
  }
}
