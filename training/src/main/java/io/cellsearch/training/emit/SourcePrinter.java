package io.cellsearch.training.emit;

import io.cellsearch.training.kernel.Instruction;
import io.cellsearch.training.kernel.Loop;
import io.cellsearch.training.kernel.Place;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Prints loops as the Java class that {@link BytecodeCompiler} writes as bytecode, instruction by
 * instruction.
 */
public final class SourcePrinter {
  private SourcePrinter() {}

  /**
   * A compilation unit of package {@code io.cellsearch.training.emit} with the class {@code
   * Generated}.
   */
  public static String print(List<Loop> loops) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        package io.cellsearch.training.emit;

        import io.cellsearch.training.kernel.CellKernel;
        import jdk.incubator.vector.FloatVector;
        import jdk.incubator.vector.IntVector;
        import jdk.incubator.vector.VectorOperators;
        import jdk.incubator.vector.VectorSpecies;

        final class Generated implements CellKernel {
          static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
          static final int L = S.length();

          public void run(int loop, float[] m, int[] o, int time, int batch, int padded, int slotStride) {
            switch (loop) {
        """);
    for (int i = 0; i < loops.size(); i++) {
      text.append("      case ")
          .append(i)
          .append(": loop")
          .append(i)
          .append("(m, o, time, batch, padded, slotStride); break;\n");
    }
    text.append("    }\n  }\n");
    for (int i = 0; i < loops.size(); i++) {
      loop(text, i, loops.get(i));
    }
    return text.append("}\n").toString();
  }

  private static void loop(StringBuilder text, int number, Loop loop) {
    text.append("\n  static void loop")
        .append(number)
        .append("(float[] m, int[] o, int time, int batch, int padded, int slotStride) {\n");
    TreeSet<Integer> buffers = new TreeSet<>();
    Stream.of(loop.column(), loop.body(), loop.accumulations())
        .flatMap(List::stream)
        .map(Instruction::place)
        .flatMap(Optional::stream)
        .forEach(place -> buffers.add(place.buffer()));
    buffers.forEach(
        buffer ->
            text.append("    final int o")
                .append(buffer)
                .append(" = o[")
                .append(buffer)
                .append("];\n"));
    text.append("    final int stepSize = batch * padded;\n");
    loop.constants().forEach(i -> text.append("    ").append(instruction(i)).append('\n'));
    text.append(
        """
            for (int row = 0; row < batch; row++) {
              final int slotRow = (time * batch + row) * slotStride;
              final int historyRow = (time * batch + row) * padded;
              final int stateRow = row * padded;
              for (int column = 0; column < padded; column += L) {
                final int slot = slotRow + column;
                final int history = historyRow + column;
                final int state = stateRow + column;
        """);
    for (List<Instruction> part : List.of(loop.column(), loop.body(), loop.accumulations())) {
      part.forEach(i -> text.append("        ").append(instruction(i)).append('\n'));
    }
    text.append("      }\n    }\n  }\n");
  }

  private static String instruction(Instruction i) {
    return switch (i.code()) {
      case STORE -> "v" + i.source(0) + ".intoArray(" + address(i.at()) + ");";
      case ACCUMULATE ->
          load(i.at()) + ".add(v" + i.source(0) + ").intoArray(" + address(i.at()) + ");";
      default ->
          (i.code().makesInts() ? "IntVector v" : "FloatVector v")
              + i.target()
              + " = "
              + expression(i)
              + ";";
    };
  }

  private static String expression(Instruction i) {
    return switch (i.code()) {
      case CONSTANT -> "FloatVector.broadcast(S, " + (float) i.number() + "f)";
      case INT_CONSTANT ->
          "IntVector.broadcast(IntVector.SPECIES_PREFERRED, " + (int) i.number() + ")";
      case LOAD -> load(i.at());
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MAX, MIN ->
          "v" + i.source(0) + "." + OperationWriter.name(i.code()) + "(v" + i.source(1) + ")";
      case INT_ADD -> "v" + i.source(0) + ".add(v" + i.source(1) + ")";
      case INT_SUBTRACT -> "v" + i.source(0) + ".sub(v" + i.source(1) + ")";
      case FUSED_MULTIPLY_ADD ->
          "v" + i.source(0) + ".fma(v" + i.source(1) + ", v" + i.source(2) + ")";
      case NEGATE, ABS, SQRT -> "v" + i.source(0) + "." + OperationWriter.name(i.code()) + "()";
      case WHERE ->
          "v"
              + i.source(2)
              + ".blend(v"
              + i.source(1)
              + ", v"
              + i.source(0)
              + ".compare(VectorOperators.GE, 0f))";
      case TO_BITS -> "v" + i.source(0) + ".reinterpretAsInts()";
      case FROM_BITS -> "v" + i.source(0) + ".reinterpretAsFloats()";
      case INT_TO_FLOAT -> "(FloatVector) v" + i.source(0) + ".convert(VectorOperators.I2F, 0)";
      case SHIFT_LEFT ->
          "v" + i.source(0) + ".lanewise(VectorOperators.LSHL, " + (int) i.number() + ")";
      case SHIFT_RIGHT ->
          "v" + i.source(0) + ".lanewise(VectorOperators.ASHR, " + (int) i.number() + ")";
      case STORE, ACCUMULATE -> throw new IllegalStateException(i.code() + " defines no value");
    };
  }

  private static String load(Place place) {
    return "FloatVector.fromArray(S, " + address(place) + ")";
  }

  private static String address(Place place) {
    String within =
        switch (place.layout()) {
          case SLOT -> "slot + " + place.index() + " * padded";
          case NOW -> "history";
          case NEXT -> "history + stepSize";
          case ROW -> "state";
          case COLUMN -> place.index() + " * padded + column";
          case TIME -> "time * padded + column";
        };
    return "m, o" + place.buffer() + " + " + within;
  }
}
