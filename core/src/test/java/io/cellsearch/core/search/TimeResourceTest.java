package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.search.SearchAction.Pause;
import io.cellsearch.core.search.SearchAction.Promote;
import io.cellsearch.core.search.SearchAction.Stop;
import io.cellsearch.core.search.StoppingRule.Promotion;
import io.cellsearch.core.search.StoppingRule.Verdict;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rungs of seconds of training time, with epochs that end between them. */
@Tag("unit")
final class TimeResourceTest {
  private static final Optional<Duration> A_MINUTE = Optional.of(Duration.ofSeconds(60));

  private static ExperimentSpec halving() {
    return Specs.random(4, 9, new StoppingSettings.AshaPromotion(10, 2, A_MINUTE));
  }

  private static Search started(ExperimentSpec spec, int trials) {
    Search search = Search.create(spec);
    for (int trial = 1; trial <= trials; trial++) {
      search.on(new SearchEvent.TrialRequested());
    }
    return search;
  }

  private static List<SearchAction> report(
      Search search, int trial, int epoch, double seconds, double loss) {
    return search.on(new SearchEvent.Reported(trial, epoch, loss, OptionalDouble.of(seconds)));
  }

  @Test
  void anExperimentCountsTimeWhereItsRuleOrItsLadderDoes() {
    SearchSettings ladder = new SearchSettings.Ladder(1, Model.GP, 5, 3, A_MINUTE);
    ExperimentSpec epochs = Specs.random(4, 9, new StoppingSettings.AshaPromotion(1, 2));

    assertThat(halving().resource()).isEqualTo(Resource.TIME);
    assertThat(halving().maxResource()).isEqualTo(60);
    assertThat(
            Specs.of(
                    4,
                    epochs.space(),
                    new SearchSettings.PointsFirst(List.of(), ladder),
                    new StoppingSettings.None())
                .resource())
        .isEqualTo(Resource.TIME);
    assertThat(epochs.resource()).isEqualTo(Resource.EPOCHS);
    assertThat(epochs.maxResource()).isEqualTo(9);
  }

  @Test
  void aTrialPausesAtTheFirstEpochWhoseTrainingTimeHasReachedTheRung() {
    Search search = started(halving(), 2);
    assertThat(search.target(1)).hasValue(10);

    assertThat(report(search, 1, 1, 4.5, .9)).isEmpty();
    assertThat(report(search, 1, 2, 9.999, .8)).isEmpty();
    assertThat(report(search, 1, 3, 14.5, .7)).containsExactly(new Pause(1));
    // Exactly at the rung is there.
    assertThat(report(search, 2, 1, 10, .8)).containsExactly(new Pause(2));
  }

  @Test
  void aPromotionLeadsToTheNextRungInSeconds() {
    Search search = started(halving(), 2);
    report(search, 1, 1, 11, .7);
    report(search, 2, 1, 12, .8);

    // ⌊2 / 2⌋ = 1 of the rung at 10 s.
    assertThat(search.on(new SearchEvent.TrialRequested())).containsExactly(new Promote(1, 20));
    assertThat(search.target(1)).hasValue(20);
    assertThat(report(search, 1, 2, 19.5, .6)).isEmpty();
    assertThat(report(search, 1, 3, 31, .5)).containsExactly(new Pause(1));
  }

  @Test
  void aReportPastSeveralRungsCountsForEach() {
    AshaPromotion rule = new AshaPromotion(new StoppingSettings.AshaPromotion(10, 2, A_MINUTE), 60);
    assertThat(rule.levels()).containsExactly(10, 20, 40, 60);
    rule.started(1);

    // An epoch of 45 s.
    assertThat(rule.reported(1, 45, .5)).isEqualTo(Verdict.PAUSE);

    assertThat(rule.rung(0).contains(1)).isTrue();
    assertThat(rule.rung(1).contains(1)).isTrue();
    assertThat(rule.rung(2).contains(1)).isTrue();
    // From the highest rung alone it goes on: to 60 s.
    assertThat(rule.promotion(false)).contains(new Promotion(1, 60));
  }

  @Test
  void whoHasSpentAllOfItsTimeIsAtItsEnd() {
    Search search = started(halving(), 2);
    report(search, 1, 1, 35, .7);
    report(search, 2, 1, 12, .8);
    // Of the rung at 10 s one of two; trial 1 has passed it and the next, where it is alone: none.
    assertThat(search.on(new SearchEvent.TrialRequested()))
        .first()
        .isInstanceOf(SearchAction.Start.class);

    // An epoch that leads beyond 60 s is no pause: its runner ends there, and says so.
    assertThat(report(search, 1, 2, 70, .6)).isEmpty();
    search.on(new SearchEvent.Ended(1, TrialState.COMPLETED));
    assertThat(search.state(1)).isEmpty();
  }

  @Test
  void withItsLastEpochATrialIsAtItsEndHoweverFastItWas() {
    Search search = started(halving(), 1);
    for (int epoch = 1; epoch <= 8; epoch++) {
      assertThat(report(search, 1, epoch, epoch, 1.0 / epoch)).isEmpty();
    }

    // It would pause at 10 s, but the ninth is its last.
    assertThat(report(search, 1, 9, 11, .1)).isEmpty();
    assertThat(search.state(1)).contains(TrialState.RUNNING);
  }

  @Test
  void timeThatIsTrainedAgainFasterDoesNotGoBack() {
    Search search = started(halving(), 1);
    report(search, 1, 1, 6, .9);
    report(search, 1, 2, 9, .8);

    // Its worker was lost; a faster one repeats the two epochs in 5 s and comes to the third at
    // 7.5.
    assertThat(report(search, 1, 1, 2.5, .9)).isEmpty();
    assertThat(report(search, 1, 2, 5, .8)).isEmpty();
    assertThat(report(search, 1, 3, 7.5, .7)).isEmpty();
    assertThat(report(search, 1, 4, 10, .6)).containsExactly(new Pause(1));
  }

  /** Its runner pauses by its own clock, and would come back for ever if the search went on. */
  @Test
  void anEpochThatIsTrainedAgainSlowerCanReachTheRung() {
    Search search = started(halving(), 2);
    report(search, 1, 1, 4, .9);
    report(search, 1, 2, 8, .8);

    assertThat(report(search, 1, 1, 6, .9)).isEmpty();
    assertThat(report(search, 1, 2, 12, .8)).containsExactly(new Pause(1));
  }

  @Test
  void aReportWithoutItsTimeIsRefused() {
    Search search = started(halving(), 1);

    assertThatThrownBy(() -> search.on(new SearchEvent.Reported(1, 1, .5)))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theStoppingFormComparesAtSeconds() {
    Search search =
        started(Specs.random(9, 99, new StoppingSettings.Asha(10, 3, Variant.OPTUNA, A_MINUTE)), 4);

    // k = max(⌊n / 3⌋ − 1, 0): only the best so far goes on.
    assertThat(report(search, 1, 1, 12, .5)).isEmpty();
    assertThat(report(search, 2, 1, 9, .6)).isEmpty();
    assertThat(report(search, 2, 2, 18, .55)).containsExactly(new Stop(2));
    // Slow epochs: past 10 and 30 s at once, best at the first, alone at the second.
    assertThat(report(search, 3, 1, 31, .4)).isEmpty();
    // Past both, and worse than trial 3 at the second.
    assertThat(report(search, 4, 1, 40, .45)).containsExactly(new Stop(4));
  }

  @Test
  void hyperbandDealsItsBracketsBySeconds() {
    // 10 · 3 · 3 = 90 > 60: rungs at 10 and 30 s, or at 30 s; ⌈2 · 3 / 2⌉ = 3 trials to 2.
    Hyperband rule =
        new Hyperband(new StoppingSettings.Hyperband(10, 3, Variant.OPTUNA, A_MINUTE), 60);

    assertThat(rule.levels()).containsExactly(10, 30);
    assertThat(Hyperband.weights(10, 60, 3)).containsExactly(3, 2);
  }

  @Test
  void curvesAreComparedAtEqualTimes() {
    // One every 10 s, the other every 4 s; at 4 and 8 s the first has no loss yet.
    Curve slow = new Curve();
    slow.add(10, .5);
    slow.add(20, .4);
    slow.add(30, .3);
    Curve fast = new Curve();
    fast.add(4, .9);
    fast.add(8, .6);
    fast.add(12, .45);
    fast.add(16, .45);
    fast.add(24, .42);
    fast.add(28, .25);

    // At 10: .5 < .6; at 12: .5 > .45, a crossing; at 20: .4 < .45, the second; at 24: .4 < .42; at
    // 28: .4 > .25, the third, and the fast one has come no further.
    assertThat(slow.noise(fast)).hasValueCloseTo(.15, within(1e-12));
    assertThat(fast.noise(slow)).hasValueCloseTo(.15, within(1e-12));
  }

  private static Standing stopped(int trial, double seconds, int rungs, double loss) {
    Trial stopped = new Trial(trial, new Configuration(Map.of()));
    stopped.reported(1, seconds, rungs, loss);
    stopped.is(TrialState.STOPPED);
    return Standing.of(stopped).orElseThrow();
  }

  @Test
  void stoppedTrialsStandByTheRungsThatTheyPassedNotByTheirSeconds() {
    // Rungs at 10 and 30 s: the first two passed one, the third both.
    assertThat(stopped(2, 11, 1, .5)).isLessThan(stopped(1, 29, 1, .6));
    assertThat(stopped(3, 31, 2, .7)).isLessThan(stopped(2, 11, 1, .5));
  }

  private static Ladder ladder(int firstRung, int seconds) {
    return new Ladder(
        new SearchSettings.Ladder(
            1, Model.RANDOM, firstRung, 2, Optional.of(Duration.ofSeconds(seconds))),
        seconds,
        0);
  }

  @Test
  void aLadderBuysPromotionsWithTheTimeThatFirstPiecesTook() {
    // Rungs at 10, 20 and 40 s: c = (1/2 + 1/2) / 10, quotas of ⌊n d / 2⌋ at 10 s, d being what a
    // first piece took, in units of 10 s.
    Ladder ladder = ladder(10, 40);
    ladder.started(1);
    assertThat(ladder.reported(1, 10, .5)).isEqualTo(Verdict.PAUSE);
    // n d / 2 = 1/2
    assertThat(ladder.promotion(true)).isEmpty();
    ladder.started(2);
    assertThat(ladder.reported(2, 15, .6)).isEqualTo(Verdict.PAUSE);
    // d = 25/20: 2 · 1.25 / 2 = 1.25
    assertThat(ladder.promotion(true)).contains(new Promotion(1, 20));
    ladder.promoted(new Promotion(1, 20));
    assertThat(ladder.promotion(true)).isEmpty();
    ladder.started(3);
    assertThat(ladder.reported(3, 19, .7)).isEqualTo(Verdict.PAUSE);
    // d = 44/30: 3 · 1.467 / 2 = 2.2
    assertThat(ladder.promotion(true)).contains(new Promotion(2, 20));
  }

  @Test
  void oneThatEndsBeforeTheFirstRungStandsThereAsItEnded() {
    Ladder ladder = ladder(10, 40);
    ladder.started(1);
    ladder.started(2);
    assertThat(ladder.reported(1, 3, .2)).isEqualTo(Verdict.GO_ON);
    assertThat(ladder.reported(1, 6, .1)).isEqualTo(Verdict.GO_ON);
    ladder.ended(1, TrialState.COMPLETED);
    assertThat(ladder.reported(2, 12, .3)).isEqualTo(Verdict.PAUSE);

    assertThat(ladder.order()).containsExactly(1, 2);
    assertThat(ladder.pending()).isEmpty();
    // It is at its end: the other one is promoted once there is a quota, and is a finalist.
    assertThat(ladder.promotion(false)).contains(new Promotion(2, 20));
  }

  @Test
  void aFinalistGoesToTheFirstRungThatItHasNotPassed() {
    Ladder ladder = ladder(10, 80);
    ladder.started(1);
    // An epoch of 45 s, past the rungs at 10, 20 and 40 s.
    assertThat(ladder.reported(1, 45, .5)).isEqualTo(Verdict.PAUSE);

    assertThat(ladder.promotion(false)).contains(new Promotion(1, 80));
  }
}
