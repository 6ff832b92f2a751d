package io.cellsearch.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.comparison.Confirmation.Repeated;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ConfirmationTest {
  /** A trial whose repetitions reached these losses; NaN stands for one that diverged. */
  private static Confirmation of(int trial, double... losses) {
    List<Repeated> repeated = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      boolean diverged = Double.isNaN(losses[i]);
      repeated.add(
          new Repeated(
              20 + i,
              new Repetition(trial, i + 1),
              i,
              diverged ? TrialState.DIVERGED : TrialState.COMPLETED,
              diverged ? OptionalDouble.empty() : OptionalDouble.of(losses[i])));
    }
    return Confirmation.of(repeated).get(0);
  }

  private static int winner(Goal goal, Confirmation... confirmations) {
    return Confirmation.winner(goal, List.of(confirmations)).orElseThrow().trial();
  }

  @Test
  void theBestMeanWins() {
    assertThat(winner(Goal.MINIMIZE, of(1, 0.5, 0.7), of(2, 0.1, 0.9))).isEqualTo(2);
    assertThat(winner(Goal.MAXIMIZE, of(1, 0.5, 0.7), of(2, 0.1, 0.9))).isEqualTo(1);
  }

  @Test
  void aConfigurationThatDivergedOnceComesAfterOneThatNeverDid() {
    assertThat(winner(Goal.MINIMIZE, of(1, 0.1, Double.NaN), of(2, 0.8, 0.9))).isEqualTo(2);
  }

  @Test
  void withoutATestLossNothingWins() {
    assertThat(Confirmation.winner(Goal.MINIMIZE, List.of(of(1, Double.NaN)))).isEmpty();
    assertThat(of(1, Double.NaN).estimate()).isEmpty();
  }

  @Test
  void equalMeansAreWonByTheFirstTrial() {
    assertThat(winner(Goal.MINIMIZE, of(7, 0.5, 0.5), of(3, 0.25, 0.75))).isEqualTo(3);
  }

  @Test
  void repetitionsHaveSeedsOfTheirOwn() {
    assertThat(LongStream.rangeClosed(1, 5).map(n -> Confirm.seed(42, (int) n)).boxed())
        .doesNotHaveDuplicates();
    assertThat(Confirm.seed(42, 3)).isEqualTo(Confirm.seed(42, 3)).isNotEqualTo(Confirm.seed(7, 3));
  }

  @Test
  void aConfirmationHasABestAndMoreThanOneSeed() {
    assertThatThrownBy(() -> new Confirm(0, 5)).hasMessage("top >= 1 must hold, but got 0");
    assertThatThrownBy(() -> new Confirm(3, 1)).hasMessage("seeds >= 2 must hold, but got 1");
  }
}
