package io.cellsearch.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.benchmarks.search.Incumbents.Improvement;
import io.cellsearch.benchmarks.search.TableRun.Outcome;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TableRunTest {
  /** Three trials of one hyperparameter and three evaluations; the last diverges at its second. */
  private static final CurveTable TABLE =
      new CurveTable(
          "three",
          List.of("rate"),
          new double[][] {{1}, {10}, {100}},
          new double[][] {{.6, .5, .4}, {.6, .55, .52}, {.7, Double.NaN, Double.NaN}});

  private static Outcome random(int workers, int budget) {
    Method.Ours method = new Method.Ours(SearchSettings.Random::new, new StoppingSettings.None());
    return TableRun.run(TABLE, method, workers, budget, 1);
  }

  @Test
  void everyConfigurationIsUsedOnceAndEachLossCostsOneUnit() {
    Outcome outcome = random(1, 100);

    assertThat(outcome.trials()).isEqualTo(3);
    assertThat(outcome.completed()).isEqualTo(2);
    assertThat(outcome.diverged()).isEqualTo(1);
    assertThat(outcome.incumbents().improvements())
        .last()
        .extracting(Improvement::loss)
        .isEqualTo(.4);
  }

  @Test
  void aBudgetEndsARun() {
    // Two workers: the first evaluations of two trials, then the second one of the first.
    Outcome outcome = random(2, 3);

    assertThat(outcome.trials()).isEqualTo(2);
    assertThat(outcome.incumbents().improvements())
        .allMatch(improvement -> improvement.evaluation() <= 3);
  }

  @Test
  void aSuggestionMovesToTheNearestConfigurationThatIsFree() {
    BitSet used = new BitSet();
    // The middle of 10 and 100 on a log scale is √1000 = 31.6.
    assertThat(TABLE.nearest(new double[] {30}, used)).isEqualTo(1);
    used.set(1);
    assertThat(TABLE.nearest(new double[] {30}, used)).isEqualTo(2);
  }

  @Test
  void regretLiesBetweenTheBestAndTheMedianOfTheLowestLosses() {
    // Lowest losses .4, .52 and .7
    assertThat(TABLE.regret(.4)).isZero();
    assertThat(TABLE.regret(.46)).isCloseTo(.5, within(1e-12));
    assertThat(TABLE.regret(.6)).isEqualTo(1);
  }

  @Test
  void aCurveHoldsTheLastImprovement() {
    Incumbents incumbents =
        new Incumbents(List.of(new Improvement(2, .46), new Improvement(4, .4)));

    assertThat(incumbents.regrets(5, TABLE::regret))
        .containsExactly(new double[] {1, .5, .5, 0, 0}, within(1e-12));
  }

  @Test
  void differencesArePairedAndTheirIntervalStudents() {
    // Differences 1, 2, 3: mean 2, deviation 1; Student's t for two degrees of freedom is 4.3027.
    Paired paired = Paired.difference(new double[] {3, 5, 7}, new double[] {2, 3, 4});
    assertThat(paired.mean()).isEqualTo(2);
    assertThat(paired.halfWidth()).isCloseTo(4.3027 / Math.sqrt(3), within(1e-4));
  }
}
