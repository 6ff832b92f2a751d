package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StandingTest {
  private final StandingsRanking ranking = new StandingsRanking();

  private Trial learn(int number, TrialState state, double... losses) {
    Trial trial = new Trial(number, new Configuration(Map.of()));
    ranking.started(trial);
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      trial.reported(epoch, losses[epoch - 1]);
    }
    trial.is(state);
    ranking.learn(trial);
    return trial;
  }

  @Test
  void completedOnesComeFirstThenThoseThatCameFurtherThenTheDiverged() {
    learn(1, TrialState.STOPPED, .1);
    learn(2, TrialState.COMPLETED, .9, .5, .7);
    learn(3, TrialState.DIVERGED, .01, Double.NaN);
    learn(4, TrialState.PAUSED, .8, .3);
    learn(5, TrialState.STOPPED, .2, .4);
    learn(6, TrialState.COMPLETED, .4, .4, .9);
    learn(7, TrialState.FAILED, .01);
    learn(8, TrialState.CANCELLED, .01);

    // Lowest .4 and .5; at two epochs, by the last loss, .3 and .4; at one epoch .1.
    assertThat(ranking.order()).containsExactly(6, 2, 4, 5, 1);
    assertThat(ranking.diverged()).containsExactly(3);
    assertThat(ranking.pending()).isEmpty();
  }

  @Test
  void aTrialThatRunsHasNoStandingYet() {
    ranking.started(new Trial(1, new Configuration(Map.of())));

    assertThat(ranking.order()).isEmpty();
    assertThat(ranking.pending()).containsExactly(1);
  }

  @Test
  void aPromotedTrialKeepsItsStandingUntilItHasABetterOne() {
    Trial trial = learn(1, TrialState.PAUSED, .5);
    learn(2, TrialState.PAUSED, .4);
    trial.runsTo(3);
    assertThat(ranking.order()).containsExactly(2, 1);

    trial.reported(3, .45);
    trial.is(TrialState.PAUSED);
    ranking.learn(trial);
    assertThat(ranking.order()).containsExactly(1, 2);
  }

  @Test
  void targetsAreLogarithmsOfTheShareThatIsAsGood() {
    RankTargets targets = RankTargets.of(new Ordered(new int[] {4, 2}, List.of(1, 3)), 150);

    // ln(0.5 / 4), ln(1.5 / 4), and the middle of the last two places: ln((4 - 1) / 4)
    assertThat(targets.trials()).containsExactly(4, 2, 1, 3);
    assertThat(targets.values())
        .containsExactly(Math.log(.125), Math.log(.375), Math.log(.75), Math.log(.75));
    assertThat(targets.least()).isEqualTo(Math.log(.125));
  }

  @Test
  void ofManyTrialsTheBestHalfOfTheNumberStays() {
    int[] order = IntStream.range(0, 300).toArray();

    // The first 2, then 2 + ⌊(j + 0.5) · 298 / 2⌋ = 76 and 225
    assertThat(RankTargets.of(new Ordered(order, List.of()), 4).trials())
        .containsExactly(0, 1, 76, 225);
  }

  @Test
  void lossesAreTargetsInTheBetterHalfAndPlacesInTheWorse() {
    double[] targets =
        IntStream.range(0, 5)
            .mapToDouble(RankTargets.ofLosses(new double[] {1, 2, 4, 1000}, 5))
            .toArray();

    // The better three of five, whose median is taken to be 4: spread √((9 + 4 + 0) / 3). Then the
    // places (3 + ½)/5 and, for the one that diverged, the middle (4 + 5)/2 of the rest, over 5.
    double spread = Math.sqrt(13.0 / 3);
    assertThat(targets)
        .containsExactly(
            1, 2, 4, 4 + spread * Normal.quantile(.7), 4 + spread * Normal.quantile(.9));
  }

  @Test
  void lossesCompareWhereEveryTrialCameToItsEnd() {
    learn(1, TrialState.COMPLETED, .5);
    learn(2, TrialState.COMPLETED, .4);
    assertThat(ranking.losses().orElseThrow()).containsExactly(.4, .5);

    learn(3, TrialState.STOPPED, .1);
    assertThat(ranking.losses()).isEmpty();
  }

  /** An order of which only the ranks count. */
  private record Ordered(int[] order, List<Integer> diverged) implements Ranking {
    @Override
    public List<Integer> pending() {
      return List.of();
    }
  }
}
