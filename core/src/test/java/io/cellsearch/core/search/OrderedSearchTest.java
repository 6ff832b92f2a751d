package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.SearchAction.Finish;
import io.cellsearch.core.search.SearchAction.Pause;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.search.SearchAction.Stop;
import io.cellsearch.core.search.SearchEvent.Cancelled;
import io.cellsearch.core.search.SearchEvent.Drained;
import io.cellsearch.core.search.SearchEvent.Ended;
import io.cellsearch.core.search.SearchEvent.Extended;
import io.cellsearch.core.search.SearchEvent.Reported;
import io.cellsearch.core.search.SearchEvent.Requeued;
import io.cellsearch.core.search.SearchEvent.TimeOver;
import io.cellsearch.core.search.SearchEvent.TrialRequested;
import io.cellsearch.core.simulation.LossCurve;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people order while a search is under way, or after it. */
@Tag("unit")
final class OrderedSearchTest {
  private static final TrialRequested REQUEST = new TrialRequested();
  private static final StoppingSettings NONE = new StoppingSettings.None();
  private static final LossCurve CURVES = LossCurve.powerLaws(4);

  /** Successive halving of ratio 2 with rungs at 1, 2 and 4 epochs: trials rest there. */
  private static final StoppingSettings RESTING = new StoppingSettings.AshaPromotion(1, 2);

  private static Search with(int trials, int maxTrials, StoppingSettings stopping) {
    Search search = Search.create(Specs.random(maxTrials, 4, stopping));
    for (int trial = 1; trial <= trials; trial++) {
      search.on(REQUEST);
    }
    return search;
  }

  @Test
  void aDrainedSearchStartsNothingAndEndsWithItsLastTrial() {
    Search search = with(2, 9, NONE);

    assertThat(search.on(new Drained())).isEmpty();

    assertThat(search.wantsTrials()).isFalse();
    assertThat(search.on(REQUEST)).isEmpty();
    assertThat(search.on(new Ended(1, TrialState.COMPLETED))).isEmpty();
    assertThat(search.on(new Ended(2, TrialState.COMPLETED)))
        .containsExactly(new Finish(Reason.DRAINED));
  }

  @Test
  void aSearchOfWhichNothingRunsIsOverAsSoonAsItIsDrained() {
    assertThat(with(0, 9, NONE).on(new Drained())).containsExactly(new Finish(Reason.DRAINED));
  }

  @Test
  void aDrainedSearchPromotesNothingAndStopsWhatRestsWhenNothingRuns() {
    Search search = with(2, 9, RESTING);
    search.on(new Drained());

    assertThat(search.on(new Reported(1, 1, 0.6))).containsExactly(new Pause(1));
    // Were it not drained, the better one of two at the rung would go on.
    assertThat(search.on(new Reported(2, 1, 0.5))).containsExactly(new Stop(1), new Stop(2));
  }

  @Test
  void aCancelledSearchIsOver() {
    Search search = with(2, 9, NONE);

    assertThat(search.on(new Cancelled())).containsExactly(new Finish(Reason.CANCELLED));
    assertThat(search.on(REQUEST)).isEmpty();
    assertThat(search.refusesExtension(20)).contains("was given up: it was cancelled");
    assertThat(search.refusesRequeue()).contains("was given up: it was cancelled");
  }

  @Test
  void anExtendedSearchStartsMoreTrials() {
    Search search = with(2, 2, NONE);
    assertThat(search.wantsTrials()).isFalse();

    assertThat(search.on(new Extended(3))).isEmpty();

    assertThat(search.maxTrials()).hasValue(3);
    assertThat(search.on(REQUEST)).singleElement().isInstanceOf(Start.class);
    assertThat(search.wantsTrials()).isFalse();
  }

  static List<ExperimentSpec> searchesThatDoNotRest() {
    SearchSettings random = new SearchSettings.Random(5);
    return List.of(
        spec(random, NONE),
        spec(new SearchSettings.Grid(5), NONE),
        spec(new SearchSettings.Sobol(5), NONE),
        spec(new SearchSettings.Tpe(5, 3, 8), NONE),
        spec(random, new StoppingSettings.Median(2, 1)),
        spec(random, new StoppingSettings.Hyperband(1, 3, StoppingSettings.Variant.OPTUNA)));
  }

  private static ExperimentSpec spec(SearchSettings search, StoppingSettings stopping) {
    return Specs.of(12, Spaces.finite(), search, stopping);
  }

  @ParameterizedTest
  @MethodSource("searchesThatDoNotRest")
  void oneThatIsExtendedAfterItsEndFindsWhatTheLargerOneFinds(ExperimentSpec larger) {
    ExperimentSpec smaller = Specs.limited(larger, limits(6));
    Recorded first = Recorded.run(smaller, 1, CURVES);
    Search search = Search.create(smaller);
    List<Configuration> found = new ArrayList<>();
    first.events().forEach(event -> search.on(event).forEach(action -> note(action, found)));
    assertThat(search.finished()).contains(Reason.ALL_TRIALS_ENDED);

    search.on(new Extended(12));
    runOut(search, found);

    assertThat(found).isEqualTo(Recorded.run(larger, 1, CURVES).configurations()).hasSize(12);
  }

  /** One trial after the other, with the losses that recorded ones have. */
  private static void runOut(Search search, List<Configuration> found) {
    while (search.finished().isEmpty()) {
      Start start = (Start) search.on(REQUEST).get(0);
      note(start, found);
      TrialState end = TrialState.COMPLETED;
      for (int epoch = 1; epoch <= 27 && end == TrialState.COMPLETED; epoch++) {
        Reported report = new Reported(start.trial(), epoch, CURVES.loss(start.trial(), epoch));
        end = search.on(report).isEmpty() ? end : TrialState.STOPPED;
      }
      search.on(new Ended(start.trial(), end));
    }
  }

  private static void note(SearchAction action, List<Configuration> found) {
    if (action instanceof Start start) {
      found.add(start.configuration());
    }
  }

  private static Limits limits(int maxTrials) {
    return new Limits(maxTrials, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  @Test
  void anExtensionEndsADrainOfASearchThatIsOver() {
    Search search = with(1, 2, NONE);
    search.on(new Drained());
    search.on(new Ended(1, TrialState.COMPLETED));

    search.on(new Extended(2));

    assertThat(search.drained()).isFalse();
    assertThat(search.on(REQUEST)).singleElement().isInstanceOf(Start.class);
  }

  @Test
  void theNumberOfTrialsCanOnlyBeRaised() {
    Search search = with(1, 5, NONE);

    assertThat(search.refusesExtension(4))
        .contains("has max_trials 5, which can only be raised, but got 4");
    assertThat(search.refusesExtension(5)).isEmpty();
    search.on(new Extended(4));
    assertThat(search.maxTrials()).hasValue(5);
  }

  @Test
  void aSearchWhoseRestingTrialsWereStoppedCannotBeExtended() {
    Search search = with(2, 2, RESTING);
    search.on(new Reported(1, 1, 0.6));
    search.on(new Reported(2, 1, 0.5));
    assertThat(search.refusesExtension(4)).isEmpty();
    search.on(new Reported(2, 2, 0.5));
    search.on(new Ended(2, TrialState.COMPLETED));

    assertThat(search.refusesExtension(4))
        .contains(
            "has stopped the trials that rested at its rungs, from which its best would go on");
  }

  @Test
  void aGridThatIsExhaustedCannotBeExtended() {
    ExperimentSpec grid =
        Specs.of(1_000, Spaces.finite(), new SearchSettings.Grid(1), new StoppingSettings.None());
    Search search = Search.create(grid);
    while (search.wantsTrials()) {
      search.on(REQUEST);
    }

    assertThat(search.refusesExtension(2_000))
        .contains("has tried every point of its finite space");
  }

  @Test
  void aSearchWhoseTimeOrEpochsAreSpentCannotBeExtended() {
    Search late = with(1, 9, NONE);
    late.on(new TimeOver());
    Limits epochs =
        new Limits(
            OptionalInt.of(9),
            OptionalLong.of(1),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());
    Search spent = Search.create(Specs.limited(Specs.random(9, 4, NONE), epochs));
    spent.on(REQUEST);
    spent.on(new Reported(1, 1, 0.5));

    assertThat(late.refusesExtension(10))
        .contains("starts no trial any more: its max_duration is over");
    assertThat(spent.refusesExtension(10))
        .contains("starts no trial any more: its max_epochs are spent");
  }

  @Test
  void aSearchWithoutABoundOfTrialsHasNothingToRaise() {
    Limits epochs =
        new Limits(
            OptionalInt.empty(),
            OptionalLong.of(100),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty());

    assertThat(Search.create(Specs.limited(Specs.random(9, 4, NONE), epochs)).refusesExtension(10))
        .contains("has no max_trials that could be raised");
  }

  static List<StoppingSettings> rules() {
    return List.of(
        NONE,
        RESTING,
        new StoppingSettings.Asha(1, 2, StoppingSettings.Variant.OPTUNA),
        new StoppingSettings.Median(1, 0),
        new StoppingSettings.Pasha(1, 2),
        new StoppingSettings.Hyperband(1, 2, StoppingSettings.Variant.OPTUNA));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aFailedTrialThatIsQueuedAgainBeginsAnewAndReopensTheSearch(StoppingSettings rule) {
    Search search = with(1, 1, rule);
    int target = search.target(1).orElseThrow();
    search.on(new Reported(1, 1, 0.5));
    assertThat(search.on(new Ended(1, TrialState.FAILED)))
        .containsExactly(new Finish(Reason.ALL_TRIALS_ENDED));

    assertThat(search.on(new Requeued(1))).isEmpty();

    assertThat(search.finished()).isEmpty();
    assertThat(search.state(1)).contains(TrialState.RUNNING);
    assertThat(search.target(1)).hasValue(target);
    search.on(new Reported(1, 1, 0.5));
    search.on(new Reported(1, 2, 0.5));
    search.on(new Reported(1, 3, 0.5));
    search.on(new Reported(1, 4, 0.5));
    assertThat(search.on(new Ended(1, TrialState.COMPLETED)))
        .containsExactly(new Finish(Reason.ALL_TRIALS_ENDED));
  }

  @Test
  void oneThatIsQueuedAgainIsNoFailureAnyMore() {
    Search search = Search.create(Specs.spec(9, 9, NONE, Goal.MINIMIZE, OptionalInt.of(1)));
    search.on(REQUEST);
    search.on(REQUEST);
    search.on(new Ended(1, TrialState.FAILED));
    search.on(new Requeued(1));

    // One failure is allowed, and this is the only one that stands.
    assertThat(search.on(new Ended(2, TrialState.FAILED))).isEmpty();
    assertThat(search.on(new Ended(1, TrialState.FAILED)))
        .containsExactly(new Finish(Reason.TOO_MANY_FAILURES));
  }

  @Test
  void oneThatHasNotFailedIsNotQueuedAgain() {
    Search search = with(1, 1, NONE);
    search.on(new Ended(1, TrialState.COMPLETED));

    assertThat(search.on(new Requeued(1))).isEmpty();
    assertThat(search.finished()).isPresent();
  }

  @Test
  void theSameEventsWithOrdersGiveTheSameActions() {
    List<SearchEvent> events =
        List.of(
            REQUEST,
            REQUEST,
            new Reported(1, 1, 0.4),
            new Ended(2, TrialState.FAILED),
            new Requeued(2),
            new Extended(4),
            REQUEST,
            new Drained(),
            REQUEST,
            new Ended(1, TrialState.COMPLETED),
            new Ended(2, TrialState.COMPLETED),
            new Ended(3, TrialState.COMPLETED),
            new Extended(5),
            REQUEST);
    Search one = with(0, 2, NONE);
    Search two = with(0, 2, NONE);

    for (SearchEvent event : events) {
      assertThat(two.on(event)).isEqualTo(one.on(event));
    }
    // Three had started when it was drained.
    assertThat(one.started()).isEqualTo(4);
    assertThat(two.on(REQUEST)).isEqualTo(one.on(REQUEST)).isNotEmpty();
  }
}
