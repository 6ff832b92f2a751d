package io.cellsearch.training.emit;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.ISTORE;

import io.cellsearch.training.kernel.Instruction;
import io.cellsearch.training.kernel.Loop;
import io.cellsearch.training.kernel.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes one loop as the body of a static method: rows outside, vectors of columns inside. The
 * addresses of a row are computed once for the row.
 */
final class LoopWriter {
  private static final int TIME = 2;
  private static final int BATCH = 3;
  private static final int PADDED = 4;
  private static final int SLOT_STRIDE = 5;
  private static final int FIRST_FREE = 6;
  private static final int LARGEST_SHORT_CONSTANT = 5;

  private final MethodVisitor method;
  private final Loop loop;
  private final OperationWriter operations;
  private final Map<Integer, Integer> offsets = new HashMap<>();
  private int nextLocal = FIRST_FREE;
  private final int stepSize;
  private final int column;
  private final int row;
  private final int slot;
  private final int slotRow;
  private final int history;
  private final int historyRow;
  private final int state;
  private final int stateRow;

  LoopWriter(MethodVisitor method, Loop loop) {
    this.method = method;
    this.loop = loop;
    stepSize = nextLocal++;
    column = nextLocal++;
    row = nextLocal++;
    slot = nextLocal++;
    slotRow = nextLocal++;
    history = nextLocal++;
    historyRow = nextLocal++;
    state = nextLocal++;
    stateRow = nextLocal++;
    operations = new OperationWriter(method, this::address, () -> nextLocal++);
  }

  void write() {
    method.visitCode();
    loadOffsets();
    product(BATCH, PADDED);
    method.visitVarInsn(ISTORE, stepSize);
    loop.constants().forEach(operations::write);
    Label rowTest = new Label();
    Label rowBody = new Label();
    zero(row);
    method.visitJumpInsn(GOTO, rowTest);
    method.visitLabel(rowBody);
    addressesOfRow();
    columns();
    method.visitIincInsn(row, 1);
    method.visitLabel(rowTest);
    method.visitVarInsn(ILOAD, row);
    method.visitVarInsn(ILOAD, BATCH);
    method.visitJumpInsn(IF_ICMPLT, rowBody);
    BytecodeCompiler.end(method);
  }

  private void columns() {
    Label test = new Label();
    Label body = new Label();
    zero(column);
    method.visitJumpInsn(GOTO, test);
    method.visitLabel(body);
    sum(slotRow, column, slot);
    sum(historyRow, column, history);
    sum(stateRow, column, state);
    loop.column().forEach(operations::write);
    loop.body().forEach(operations::write);
    loop.accumulations().forEach(operations::write);
    method.visitVarInsn(ILOAD, column);
    method.visitFieldInsn(GETSTATIC, BytecodeCompiler.NAME, "L", "I");
    method.visitInsn(IADD);
    method.visitVarInsn(ISTORE, column);
    method.visitLabel(test);
    method.visitVarInsn(ILOAD, column);
    method.visitVarInsn(ILOAD, PADDED);
    method.visitJumpInsn(IF_ICMPLT, body);
  }

  /**
   * slotRow = (time · batch + row) · slotStride, historyRow = (time · batch + row) · padded,
   * stateRow = row · padded.
   */
  private void addressesOfRow() {
    product(TIME, BATCH);
    method.visitVarInsn(ILOAD, row);
    method.visitInsn(IADD);
    method.visitInsn(DUP);
    method.visitVarInsn(ILOAD, SLOT_STRIDE);
    method.visitInsn(IMUL);
    method.visitVarInsn(ISTORE, slotRow);
    method.visitVarInsn(ILOAD, PADDED);
    method.visitInsn(IMUL);
    method.visitVarInsn(ISTORE, historyRow);
    product(row, PADDED);
    method.visitVarInsn(ISTORE, stateRow);
  }

  private void loadOffsets() {
    Stream.of(loop.column(), loop.body(), loop.accumulations())
        .flatMap(List::stream)
        .map(Instruction::place)
        .flatMap(java.util.Optional::stream)
        .map(Place::buffer)
        .distinct()
        .forEach(this::loadOffset);
  }

  private void loadOffset(int buffer) {
    int local = nextLocal++;
    offsets.put(buffer, local);
    method.visitVarInsn(ALOAD, 1);
    push(buffer);
    method.visitInsn(IALOAD);
    method.visitVarInsn(ISTORE, local);
  }

  /** Leaves the arena and the index of a place's vector on the stack. */
  private void address(Place place) {
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ILOAD, offsets.getOrDefault(place.buffer(), -1));
    switch (place.layout()) {
      case SLOT -> {
        method.visitVarInsn(ILOAD, slot);
        addMultipleOfPadded(place.index());
      }
      case NOW -> method.visitVarInsn(ILOAD, history);
      case NEXT -> {
        method.visitVarInsn(ILOAD, history);
        method.visitVarInsn(ILOAD, stepSize);
        method.visitInsn(IADD);
      }
      case ROW -> method.visitVarInsn(ILOAD, state);
      case COLUMN -> {
        method.visitVarInsn(ILOAD, column);
        addMultipleOfPadded(place.index());
      }
      case TIME -> {
        product(TIME, PADDED);
        method.visitVarInsn(ILOAD, column);
        method.visitInsn(IADD);
      }
    }
    method.visitInsn(IADD);
  }

  private void addMultipleOfPadded(int factor) {
    if (factor > 0) {
      push(factor);
      method.visitVarInsn(ILOAD, PADDED);
      method.visitInsn(IMUL);
      method.visitInsn(IADD);
    }
  }

  private void zero(int local) {
    method.visitInsn(ICONST_0);
    method.visitVarInsn(ISTORE, local);
  }

  private void sum(int a, int b, int into) {
    method.visitVarInsn(ILOAD, a);
    method.visitVarInsn(ILOAD, b);
    method.visitInsn(IADD);
    method.visitVarInsn(ISTORE, into);
  }

  private void product(int a, int b) {
    method.visitVarInsn(ILOAD, a);
    method.visitVarInsn(ILOAD, b);
    method.visitInsn(IMUL);
  }

  private void push(int value) {
    if (value <= LARGEST_SHORT_CONSTANT) {
      method.visitInsn(ICONST_0 + value);
    } else if (value <= Byte.MAX_VALUE) {
      method.visitIntInsn(BIPUSH, value);
    } else {
      method.visitLdcInsn(value);
    }
  }
}
