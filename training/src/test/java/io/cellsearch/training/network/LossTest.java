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
  void theBestConstantOfTheSquaredErrorIsTheMean() {
    // sums of 4 rows: 6 / 4 and -2 / 4
    assertThat(Loss.MSE.bestConstant(new double[] {6, -2}, 4)).containsExactly(1.5f, -0.5f);
  }

  @Test
  void theBestConstantOfEventsIsTheirLogOdds() {
    // of 8 rows, and one more of each kind: (7 + 1) : (1 + 1), (0 + 1) : (8 + 1), 9 : 1
    float[] constant = Loss.SIGMOID_CROSS_ENTROPY.bestConstant(new double[] {7, 0, 8}, 8);
    Loss.SIGMOID_CROSS_ENTROPY.toPredictions(constant, 3);

    assertThat(constant).containsExactly(new float[] {0.8f, 0.1f, 0.9f}, within(1e-6f));
  }

  @Test
  void theBestConstantOfADistributionIsTheSharesOfItsOutputs() {
    // of 5 rows, and one more of each output: 3 + 1, 2 + 1 and 0 + 1 of 8
    float[] constant = Loss.SOFTMAX_CROSS_ENTROPY.bestConstant(new double[] {3, 2, 0}, 5);
    Loss.SOFTMAX_CROSS_ENTROPY.toPredictions(constant, 3);

    assertThat(constant).containsExactly(new float[] {0.5f, 0.375f, 0.125f}, within(1e-6f));
  }

  @Test
  void sumsOfBatchesOfDifferentSizesAddUpToOneMean() {
    // (6 + 4) / (3 + 1), not (2 + 4) / 2
    LossSum both = new LossSum(6, 3).plus(new LossSum(4, 1));

    assertThat(both.mean()).isEqualTo(2.5);
    assertThat(LossSum.NONE.mean()).isNaN();
  }
}
