package io.cellsearch.core.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LeaderboardTest {

  private static Entry entry(int trial, TrialState state, OptionalDouble loss) {
    return new Entry(
        new TrialId(new ExperimentId("co2"), trial),
        state,
        new Configuration(Map.of()),
        9,
        7,
        loss,
        OptionalDouble.empty(),
        1.5,
        Optional.empty());
  }

  private static Entry entry(int trial, TrialState state, double loss) {
    return entry(trial, state, OptionalDouble.of(loss));
  }

  private static String text(Leaderboard board) {
    return board.rows().stream()
        .map(
            row ->
                (row.rank().isPresent() ? row.rank().getAsInt() : "-")
                    + ":"
                    + row.entry().trial().number())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  @Test
  void smallerLossesComeFirstAndEqualOnesShareARank() {
    Leaderboard board =
        Leaderboard.of(
            Goal.MINIMIZE,
            List.of(
                entry(1, TrialState.COMPLETED, 0.5),
                entry(2, TrialState.COMPLETED, 0.3),
                entry(4, TrialState.COMPLETED, 0.4),
                entry(3, TrialState.COMPLETED, 0.4)));

    assertThat(text(board)).isEqualTo("1:2 2:3 2:4 4:1");
  }

  @Test
  void largerOnesComeFirstWhereTheGoalSaysSo() {
    Leaderboard board =
        Leaderboard.of(
            Goal.MAXIMIZE,
            List.of(entry(1, TrialState.COMPLETED, 0.5), entry(2, TrialState.COMPLETED, 0.9)));

    assertThat(text(board)).isEqualTo("1:2 2:1");
  }

  @Test
  void aTrialStoppedEarlyIsNeverBestWhileOneCompleted() {
    Leaderboard board =
        Leaderboard.of(
            Goal.MINIMIZE,
            List.of(
                entry(1, TrialState.STOPPED, 0.1),
                entry(2, TrialState.COMPLETED, 0.9),
                entry(3, TrialState.STOPPED, 0.1)));

    assertThat(text(board)).isEqualTo("1:2 2:1 2:3");
    assertThat(board.winner().orElseThrow().trial().number()).isEqualTo(2);
  }

  @Test
  void whatRunsHasNoRankAndWhatFailedComesLast() {
    Leaderboard board =
        Leaderboard.of(
            Goal.MINIMIZE,
            List.of(
                entry(1, TrialState.FAILED, OptionalDouble.empty()),
                entry(2, TrialState.DIVERGED, 0.05),
                entry(3, TrialState.RUNNING, 0.2),
                entry(4, TrialState.COMPLETED, 0.3),
                entry(5, TrialState.QUEUED, OptionalDouble.empty())));

    assertThat(text(board)).isEqualTo("1:4 -:3 -:2 -:1 -:5");
  }

  @Test
  void anEmptyBoardHasNoWinner() {
    assertThat(Leaderboard.of(Goal.MINIMIZE, List.of()).winner()).isEmpty();
    assertThat(
            Leaderboard.of(
                    Goal.MINIMIZE, List.of(entry(1, TrialState.DIVERGED, OptionalDouble.empty())))
                .winner())
        .isEmpty();
  }

  @Test
  void aLossThatIsNoNumberCannotEnter() {
    assertThatThrownBy(() -> entry(1, TrialState.COMPLETED, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("co2/1");
  }

  @Test
  void aHundredThousandTrialsAreRankedInOrder() {
    SplittableRandom random = new SplittableRandom(1);
    List<Entry> entries = new ArrayList<>();
    for (int trial = 1; trial <= 100_000; trial++) {
      entries.add(entry(trial, TrialState.COMPLETED, random.nextDouble()));
    }

    List<Leaderboard.Row> rows = Leaderboard.of(Goal.MINIMIZE, entries).rows();

    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).entry().bestValidationLoss().getAsDouble())
          .isGreaterThanOrEqualTo(rows.get(i - 1).entry().bestValidationLoss().getAsDouble());
    }
  }
}
