package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LossTest {
  @Test
  void softmaxMakesDistributionsOfRows() {
    // e^ln3 : e^0 = 3 : 1; equal outputs share alike, however large
    float[] rows = {(float) Math.log(3), 0, 1000, 1000};
    Loss.SOFTMAX_CROSS_ENTROPY.toPredictions(rows, 2);

    assertThat(rows).containsExactly(new float[] {0.75f, 0.25f, 0.5f, 0.5f}, within(1e-6f));
  }

  @Test
  void sigmoidMakesAProbabilityOfEachOutput() {
    // 1 / (1 + e^-ln4) = 4 / 5
    float[] rows = {(float) Math.log(4), 0};
    Loss.SIGMOID_CROSS_ENTROPY.toPredictions(rows, 2);

    assertThat(rows).containsExactly(new float[] {0.8f, 0.5f}, within(1e-6f));
  }

  @Test
  void theSquaredErrorsPredictionsAreTheOutputs() {
    float[] rows = {-3, 7};
    Loss.MSE.toPredictions(rows, 2);

    assertThat(rows).containsExactly(-3, 7);
  }

  @Test
  void sumsOfBatchesOfDifferentSizesAddUpToOneMean() {
    // (6 + 4) / (3 + 1), not (2 + 4) / 2
    LossSum both = new LossSum(6, 3).plus(new LossSum(4, 1));

    assertThat(both.mean()).isEqualTo(2.5);
    assertThat(LossSum.NONE.mean()).isNaN();
  }
}
