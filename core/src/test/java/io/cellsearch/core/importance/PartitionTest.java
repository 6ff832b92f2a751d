package io.cellsearch.core.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionTest {
  private static final double EXACT = 1e-12;

  /**
   * A choice of four values, then numbers: values 0 and 2 predict 8; the others predict 0 up to a
   * quarter and 4 beyond.
   */
  private static final Partition TREE =
      new Partition(
          List.of(
              new Box(List.of(choice(0, 2), Side.WHOLE), 8),
              new Box(List.of(choice(1, 3), Side.WHOLE.below(0.25)), 0),
              new Box(List.of(choice(1, 3), Side.WHOLE.above(0.25)), 4)));

  private static Side choice(int... values) {
    BitSet set = new BitSet();
    for (int value : values) {
      set.set(value);
    }
    return Side.of(set, 4);
  }

  @Test
  void theVarianceWeighsEachBoxByItsVolume() {
    // Volumes 1/2, 1/8, 3/8: mean 4 + 0 + 1.5 = 5.5, mean square 32 + 0 + 6 = 38, 38 - 30.25.
    assertThat(TREE.variance()).isEqualTo(7.75, within(EXACT));
  }

  @Test
  void aMarginalIsTheMeanOverTheOtherAxis() {
    Marginal choice = TREE.marginal(0);
    assertThat(choice.at(0.625)).as("value 2").isEqualTo(8, within(EXACT));
    assertThat(choice.at(0.375)).as("value 1: 0/4 + 4 * 3/4").isEqualTo(3, within(EXACT));

    Marginal numbers = TREE.marginal(1);
    assertThat(numbers.at(0.1)).as("8/2 + 0/2").isEqualTo(4, within(EXACT));
    assertThat(numbers.at(0.25)).as("a threshold belongs to the part below it").isEqualTo(4);
    assertThat(numbers.at(0.3)).as("8/2 + 4/2").isEqualTo(6, within(EXACT));
  }

  @Test
  void theVariancesOfAxesAndOfTheirInteractionSumUpToTheWhole() {
    // Choice: 8 and 3 with 1/2 each, so 2.5 squared. Numbers: 4 with 1/4, 6 with 3/4: 4 * 3/16.
    assertThat(TREE.marginal(0).variance()).isEqualTo(6.25, within(EXACT));
    assertThat(TREE.marginal(1).variance()).isEqualTo(0.75, within(EXACT));
    // With two axes the variance along both is that of the whole tree; 0.75 is left for the two.
    assertThat(TREE.variance(0, 1)).isEqualTo(7.75, within(EXACT));
    assertThat(TREE.variance(1, 0)).isEqualTo(7.75, within(EXACT));
  }

  @Test
  void twoAxesOfThreeAreSeenInTheMeanOverTheThird() {
    Side low = Side.WHOLE.below(0.5);
    Side high = Side.WHOLE.above(0.5);
    Partition tree =
        new Partition(
            List.of(
                new Box(List.of(low, Side.WHOLE, low), 0),
                new Box(List.of(low, Side.WHOLE, high), 4),
                new Box(List.of(high, low, Side.WHOLE), 1),
                new Box(List.of(high, high, Side.WHOLE), 7)));

    // Over the third axis: 2 below and above of the second where the first is low, else 1 and 7;
    // mean 3, squares (4 + 4 + 1 + 49) / 4 = 14.5.
    assertThat(tree.variance(0, 1)).isEqualTo(5.5, within(EXACT));
  }
}
