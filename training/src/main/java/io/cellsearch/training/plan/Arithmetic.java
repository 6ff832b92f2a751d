package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.Instruction.Code;
import io.cellsearch.training.kernel.LoopBuilder;
import io.cellsearch.training.kernel.Transcendentals;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** The instructions of one elementwise node. */
final class Arithmetic {
  private Arithmetic() {}

  /**
   * Adds them to a loop.
   *
   * @param value the value of an input in this loop
   * @param fusable whether a product may melt into the sum that reads it
   */
  static int lower(
      LoopBuilder loop, Node node, ToIntFunction<Node> value, Predicate<Node> fusable) {
    if (node.op() == Op.ADD) {
      for (int i = 0; i < 2; i++) {
        Node product = node.inputs().get(i);
        if (fusable.test(product)) {
          int a = value.applyAsInt(product.inputs().get(0));
          int b = value.applyAsInt(product.inputs().get(1));
          return loop.apply(
              Code.FUSED_MULTIPLY_ADD, a, b, value.applyAsInt(node.inputs().get(1 - i)));
        }
      }
    }
    int[] in = node.inputs().stream().mapToInt(value).toArray();
    return switch (node.op()) {
      case ADD -> loop.apply(Code.ADD, in);
      case SUBTRACT -> loop.apply(Code.SUBTRACT, in);
      case MULTIPLY -> loop.apply(Code.MULTIPLY, in);
      case DIVIDE -> loop.apply(Code.DIVIDE, in);
      case NEGATE -> loop.apply(Code.NEGATE, in);
      case SQRT -> loop.apply(Code.SQRT, in);
      case ABS -> loop.apply(Code.ABS, in);
      case MAX -> loop.apply(Code.MAX, in);
      case MIN -> loop.apply(Code.MIN, in);
      case WHERE -> loop.apply(Code.WHERE, in);
      case RELU -> loop.apply(Code.MAX, in[0], loop.constant(0));
      case SIGMOID -> Transcendentals.sigmoid(loop, in[0]);
      case TANH -> Transcendentals.tanh(loop, in[0]);
      case EXP -> Transcendentals.exp(loop, in[0]);
      case LOG -> Transcendentals.log(loop, in[0]);
      case STOP, COPY -> in[0];
      default -> throw new IllegalStateException("no instructions for " + node.op());
    };
  }
}
