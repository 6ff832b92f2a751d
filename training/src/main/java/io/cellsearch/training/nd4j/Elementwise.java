package io.cellsearch.training.nd4j;

import io.cellsearch.cells.graph.Op;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The elementwise operations on arrays [batch][units]; operands are never changed. */
final class Elementwise {
  private Elementwise() {}

  static INDArray apply(Op op, List<INDArray> in) {
    INDArray u = in.get(0);
    return switch (op) {
      case ADD -> u.add(in.get(1));
      case SUBTRACT -> u.sub(in.get(1));
      case MULTIPLY -> u.mul(in.get(1));
      case DIVIDE -> u.div(in.get(1));
      case NEGATE -> u.neg();
      case SIGMOID -> Transforms.sigmoid(u, true);
      case TANH -> Transforms.tanh(u, true);
      case RELU -> Transforms.max(u, 0, true);
      case EXP -> Transforms.exp(u, true);
      case LOG -> Transforms.log(u, true);
      case SQRT -> Transforms.sqrt(u, true);
      case ABS -> Transforms.abs(u, true);
      case MAX -> Transforms.max(u, in.get(1), true);
      case MIN -> Transforms.min(u, in.get(1), true);
      case WHERE -> where(u, in.get(1), in.get(2));
      case STOP, COPY -> u;
      default -> throw new IllegalStateException(op + " is not elementwise");
    };
  }

  /** log(1 + exp(u)) = max(u, 0) + log(1 + exp(-|u|)), which cannot overflow. */
  static INDArray softplus(INDArray u) {
    INDArray small = Transforms.exp(Transforms.abs(u, true).negi(), false);
    return Transforms.log(small.addi(1), false).addi(Transforms.max(u, 0, true));
  }

  /** a where the condition is not negative, else b. {@code Nd4j.where} mixes its operands up. */
  private static INDArray where(INDArray condition, INDArray a, INDArray b) {
    INDArray chosen = b.dup();
    for (long i = 0; i < chosen.length(); i++) {
      if (condition.getDouble(i) >= 0) {
        chosen.putScalar(i, a.getDouble(i));
      }
    }
    return chosen;
  }
}
