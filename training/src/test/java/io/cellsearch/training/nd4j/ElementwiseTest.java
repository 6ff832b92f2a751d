package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cells.graph.Op;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Tag("unit")
final class ElementwiseTest {

  /** {@code Nd4j.where(condition, a, b)} of 1.0.0-M2.1 mixes the operands up. */
  @Test
  void whereTakesItsSecondOperandWhereTheFirstIsNotNegative() {
    INDArray condition = Nd4j.createFromArray(new double[][] {{-1, 0, 2}});
    INDArray a = Nd4j.createFromArray(new double[][] {{10, 20, 30}});
    INDArray b = Nd4j.createFromArray(new double[][] {{-10, -20, -30}});

    INDArray chosen = Elementwise.apply(Op.WHERE, List.of(condition, a, b));

    assertThat(chosen.toDoubleVector()).containsExactly(-10, 20, 30);
  }
}
