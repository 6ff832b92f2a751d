package io.cellsearch.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.comparison.Comparison.Test;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class ComparisonTest {
  private static Runs runs(long firstSeed, double... losses) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < losses.length; i++) {
      bySeed.put(firstSeed + i, losses[i]);
    }
    return new Runs(bySeed);
  }

  @org.junit.jupiter.api.Test
  void anEstimateHasStudentsInterval() {
    Estimate estimate = Estimate.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));

    // Standard error sqrt(2.5 / 5) = 0.70711; t with 4 degrees of freedom at 97.5 %: 2.77645.
    assertThat(estimate.mean()).isEqualTo(3);
    assertThat(estimate.margin().orElseThrow()).isEqualTo(1.96324, within(1e-5));
  }

  @org.junit.jupiter.api.Test
  void oneMeasurementHasNoInterval() {
    assertThat(Estimate.of(List.of(2.0)).margin()).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void runsOfEqualSeedsAreComparedInPairs() {
    Comparison found =
        Comparison.of(runs(1, 0.50, 0.60, 0.70, 0.40), runs(1, 0.49, 0.58, 0.67, 0.38))
            .orElseThrow();

    // Differences 0.01 0.02 0.03 0.02: mean 0.02, variance 0.0002/3, standard error 0.00408248,
    // t = 4.898979 with 3 degrees of freedom; p = 0.0162766 by scipy 1.17's ttest_rel;
    // 3.182446 standard errors to each side.
    assertThat(found.test()).isEqualTo(Test.PAIRED_T);
    assertThat(found.difference()).isEqualTo(0.02, within(1e-12));
    assertThat(found.statistic()).isEqualTo(4.898979, within(1e-6));
    assertThat(found.degreesOfFreedom()).isEqualTo(3);
    assertThat(found.p()).isEqualTo(0.0162766, within(1e-7));
    assertThat(found.margin()).isEqualTo(0.0129922, within(1e-6));
    assertThat(found.first().mean()).isEqualTo(0.55, within(1e-12));
  }

  @org.junit.jupiter.api.Test
  void onlyTheSeedsThatBothHaveMakePairs() {
    // Seeds 1 to 4 and 3 to 6 share 3 and 4.
    Comparison found = Comparison.of(runs(1, 9, 9, 3, 5), runs(3, 1, 4, 9, 9)).orElseThrow();

    assertThat(found.test()).isEqualTo(Test.PAIRED_T);
    assertThat(found.first().count()).isEqualTo(2);
    assertThat(found.difference()).as("(3 - 1 + 5 - 4) / 2").isEqualTo(1.5);
  }

  @org.junit.jupiter.api.Test
  void runsOfOtherSeedsAreComparedAsSamplesOfUnequalVariance() {
    Comparison found =
        Comparison.of(runs(1, 1, 2, 3, 4, 5), runs(11, 2, 4, 6, 8, 10)).orElseThrow();

    // Means 3 and 6; variances 2.5 and 10, each by 5: 0.5 + 2 = 2.5; t = -3 / 1.581139.
    // Degrees of freedom 2.5^2 / (0.5^2 / 4 + 2^2 / 4) = 5.882353; p by scipy's ttest_ind.
    assertThat(found.test()).isEqualTo(Test.WELCH_T);
    assertThat(found.statistic()).isEqualTo(-1.897367, within(1e-6));
    assertThat(found.degreesOfFreedom()).isEqualTo(5.882353, within(1e-6));
    assertThat(found.p()).isEqualTo(0.1075312, within(1e-7));
  }

  @org.junit.jupiter.api.Test
  void oneRunOfOtherSeedsComparesWithNothing() {
    assertThat(Comparison.of(runs(1, 0.5), runs(1, 0.4, 0.5))).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void runsThatDoNotVaryDifferForCertainOrNotAtAll() {
    assertThat(Comparison.of(runs(1, 1, 2), runs(1, 1, 2)).orElseThrow().p()).isEqualTo(1);
    Comparison found = Comparison.of(runs(1, 1, 2), runs(1, 2, 3)).orElseThrow();
    assertThat(found.p()).isZero();
    assertThat(found.statistic()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(found.margin()).isZero();
  }

  @org.junit.jupiter.api.Test
  void aLossThatIsNotFiniteIsNoRun() {
    assertThatThrownBy(() -> runs(1, Double.NaN)).hasMessage("a loss must be finite, but got NaN");
  }
}
