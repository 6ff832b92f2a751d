package io.cellsearch.training.emit;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V1_6;

import io.cellsearch.training.kernel.CellKernel;
import io.cellsearch.training.kernel.Loop;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Compiles loops to a hidden class: one static method for each loop, and {@link CellKernel#run}
 * that picks one. Class files of version 50 need no stack maps, so nothing has to be loaded while
 * writing.
 */
public final class BytecodeCompiler {
  static final String VECTORS = "jdk/incubator/vector/";
  static final String SPECIES = "L" + VECTORS + "VectorSpecies;";
  static final String NAME = "io/cellsearch/training/emit/Generated";

  /** Of every loop: arena, offsets, time, batch, padded, slot stride. */
  static final String LOOP_DESCRIPTOR = "([F[IIIII)V";

  /** A kernel takes some ten kilobytes, and a search seldom has more cells than this. */
  private static final KernelCache KERNELS = new KernelCache(64);

  private BytecodeCompiler() {}

  /** The kernel of these loops; equal loops share one, so that it is warm when it comes again. */
  public static CellKernel compile(List<Loop> loops) {
    return KERNELS.get(bytes(loops), HiddenClasses::instantiate);
  }

  static byte[] bytes(List<Loop> loops) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String kernel = CellKernel.class.getName().replace('.', '/');
    writer.visit(
        V1_6, ACC_FINAL | ACC_SUPER, NAME, null, "java/lang/Object", new String[] {kernel});
    writer.visitField(ACC_STATIC | ACC_FINAL, "S", SPECIES, null, null);
    writer.visitField(ACC_STATIC | ACC_FINAL, "L", "I", null, null);
    initialiser(writer);
    constructor(writer);
    dispatcher(writer, loops.size());
    for (int i = 0; i < loops.size(); i++) {
      MethodVisitor method =
          writer.visitMethod(ACC_STATIC, "loop" + i, LOOP_DESCRIPTOR, null, null);
      new LoopWriter(method, loops.get(i)).write();
    }
    return writer.toByteArray();
  }

  private static void initialiser(ClassWriter writer) {
    MethodVisitor method = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    method.visitCode();
    method.visitFieldInsn(GETSTATIC, VECTORS + "FloatVector", "SPECIES_PREFERRED", SPECIES);
    method.visitFieldInsn(PUTSTATIC, NAME, "S", SPECIES);
    method.visitFieldInsn(GETSTATIC, NAME, "S", SPECIES);
    method.visitMethodInsn(INVOKEINTERFACE, VECTORS + "VectorSpecies", "length", "()I", true);
    method.visitFieldInsn(PUTSTATIC, NAME, "L", "I");
    end(method);
  }

  private static void constructor(ClassWriter writer) {
    MethodVisitor method = writer.visitMethod(0, "<init>", "()V", null, null);
    method.visitCode();
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    end(method);
  }

  private static void dispatcher(ClassWriter writer, int loops) {
    MethodVisitor method = writer.visitMethod(ACC_PUBLIC, "run", "(I[F[IIIII)V", null, null);
    method.visitCode();
    Label[] labels = new Label[loops];
    java.util.Arrays.setAll(labels, i -> new Label());
    Label unknown = new Label();
    method.visitVarInsn(ILOAD, 1);
    method.visitTableSwitchInsn(0, loops - 1, unknown, labels);
    for (int i = 0; i < loops; i++) {
      method.visitLabel(labels[i]);
      method.visitVarInsn(ALOAD, 2);
      method.visitVarInsn(ALOAD, 3);
      for (int argument = 4; argument <= 7; argument++) {
        method.visitVarInsn(ILOAD, argument);
      }
      method.visitMethodInsn(INVOKESTATIC, NAME, "loop" + i, LOOP_DESCRIPTOR, false);
      method.visitInsn(RETURN);
    }
    method.visitLabel(unknown);
    end(method);
  }

  static void end(MethodVisitor method) {
    method.visitInsn(RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
