package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.graph.Op;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every elementwise operation against plain arithmetic: {@code Nd4j.where} of 1.0.0-M2.1, for one,
 * mixes its operands up.
 */
@Tag("unit")
final class ElementwiseTest {
  private static final double[] U = {-2, -0.5, 0, 0.5, 2, 3};
  private static final double[] V = {1, -0.75, 2, 0.5, -1, 4};
  private static final double[] W = {7, 8, 9, 10, 11, 12};

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "INPUT",
        "STATE",
        "STATE_GRADIENT",
        "VECTOR",
        "CONSTANT",
        "TICK",
        "CLOCK",
        "BELOW",
        "NORMALISED",
        "PRODUCT",
        "PREACTIVATION",
        "BACK_PRODUCT"
      })
  void anOperationEqualsItsDefinition(Op op) {
    double[] u = op == Op.LOG || op == Op.SQRT ? W : U;
    INDArray first = array(u);
    double[] result =
        Elementwise.apply(op, List.of(first, array(V), array(W))).reshape(6).toDoubleVector();

    double[] expected = new double[6];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = value(op, u[i], V[i], W[i]);
    }
    assertThat(result).containsExactly(expected, within(1e-12));
    assertThat(first).as("the operand is left as it is").isEqualTo(array(u));
  }

  private static double value(Op op, double u, double v, double w) {
    return switch (op) {
      case ADD -> u + v;
      case SUBTRACT -> u - v;
      case MULTIPLY -> u * v;
      case DIVIDE -> u / v;
      case NEGATE -> -u;
      case SIGMOID -> 1 / (1 + Math.exp(-u));
      case TANH -> Math.tanh(u);
      case RELU -> Math.max(0, u);
      case EXP -> Math.exp(u);
      case LOG -> Math.log(u);
      case SQRT -> Math.sqrt(u);
      case ABS -> Math.abs(u);
      case MAX -> Math.max(u, v);
      case MIN -> Math.min(u, v);
      case WHERE -> u >= 0 ? v : w;
      case STOP, COPY -> u;
      default -> throw new IllegalStateException(op + " is not elementwise");
    };
  }

  private static INDArray array(double[] values) {
    return Nd4j.create(values, new long[] {2, 3}, DataType.DOUBLE);
  }
}
