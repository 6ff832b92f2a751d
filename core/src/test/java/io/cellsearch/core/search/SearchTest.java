package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.SearchAction.Finish;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.search.SearchAction.Stop;
import io.cellsearch.core.search.SearchEvent.Ended;
import io.cellsearch.core.search.SearchEvent.Reported;
import io.cellsearch.core.search.SearchEvent.TimeOver;
import io.cellsearch.core.search.SearchEvent.TrialRequested;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SearchTest {
  private static final StoppingSettings ASHA =
      new StoppingSettings.Asha(1, 3, StoppingSettings.Variant.OPTUNA);

  private static Search search(int maxTrials) {
    return Search.create(Specs.random(maxTrials, 9, ASHA));
  }

  @Test
  void startsAsManyTrialsAsItMayAndNoMore() {
    Search search = search(2);

    assertThat(search.on(new TrialRequested())).singleElement().isInstanceOf(Start.class);
    assertThat(search.on(new TrialRequested())).singleElement().isInstanceOf(Start.class);
    assertThat(search.on(new TrialRequested())).isEmpty();
    assertThat(search.wantsTrials()).isFalse();
  }

  @Test
  void trialsHaveSeedsOfTheirOwn() {
    Search search = search(2);
    Start first = (Start) search.on(new TrialRequested()).get(0);
    Start second = (Start) search.on(new TrialRequested()).get(0);

    assertThat(first.trial()).isEqualTo(1);
    assertThat(second.trial()).isEqualTo(2);
    assertThat(first.seed()).isNotEqualTo(second.seed());
  }

  @Test
  void stopsATrialThatIsWorseThanAnotherAtARung() {
    Search search = search(2);
    search.on(new TrialRequested());
    search.on(new TrialRequested());

    assertThat(search.on(new Reported(1, 1, 0.5))).isEmpty();
    assertThat(search.on(new Reported(2, 1, 0.6))).containsExactly(new Stop(2));
  }

  @Test
  void largerIsBetterWhereTheGoalSaysSo() {
    Search search = Search.create(Specs.spec(2, 9, ASHA, Goal.MAXIMIZE, OptionalInt.empty()));
    search.on(new TrialRequested());
    search.on(new TrialRequested());

    assertThat(search.on(new Reported(1, 1, 0.5))).isEmpty();
    assertThat(search.on(new Reported(2, 1, 0.6))).isEmpty();
  }

  @Test
  void anEpochThatComesAgainStopsATrialWhoseTimeIsOver() {
    Search search = Search.create(Specs.random(2, 9, new StoppingSettings.None()));
    search.on(new TrialRequested());
    search.on(new Reported(1, 1, 0.5));
    search.on(new Reported(1, 2, 0.4));
    search.on(new SearchEvent.TimeOver());

    // Not only at epoch 3, where the attempt before did not come.
    assertThat(search.on(new Reported(1, 1, 0.5))).containsExactly(new Stop(1));
  }

  @Test
  void anEpochThatComesAgainFromALaterAttemptChangesNothing() {
    Search search = search(3);
    search.on(new TrialRequested());
    search.on(new TrialRequested());
    search.on(new TrialRequested());
    search.on(new Reported(1, 1, 0.5));
    search.on(new Reported(1, 2, 0.5));

    assertThat(search.on(new Reported(1, 1, 0.5))).isEmpty();
    // Had the repeated 0.5 counted, rung 1 would hold three values and 0.5 again its best.
    assertThat(search.on(new Reported(2, 1, 0.49))).isEmpty();
  }

  @Test
  void aStoppedTrialWhoseAttemptWasLostIsToldAgain() {
    Search search = search(2);
    search.on(new TrialRequested());
    search.on(new TrialRequested());
    search.on(new Reported(1, 1, 0.5));
    search.on(new Reported(2, 1, 0.6));

    assertThat(search.on(new Reported(2, 1, 0.6))).containsExactly(new Stop(2));
  }

  @Test
  void isOverWhenAllTrialsHaveEnded() {
    Search search = search(2);
    search.on(new TrialRequested());
    assertThat(search.on(new Ended(1, TrialState.COMPLETED))).isEmpty();
    search.on(new TrialRequested());

    assertThat(search.on(new Ended(2, TrialState.DIVERGED)))
        .containsExactly(new Finish(Reason.ALL_TRIALS_ENDED));
    assertThat(search.on(new TrialRequested())).isEmpty();
    assertThat(search.on(new Ended(2, TrialState.DIVERGED))).isEmpty();
  }

  @Test
  void givesUpWhenMoreTrialsFailThanItMay() {
    Search search = Search.create(Specs.spec(9, 9, ASHA, Goal.MINIMIZE, OptionalInt.of(1)));
    search.on(new TrialRequested());
    search.on(new TrialRequested());
    assertThat(search.on(new Ended(1, TrialState.FAILED))).isEmpty();

    assertThat(search.on(new Ended(2, TrialState.FAILED)))
        .containsExactly(new Finish(Reason.TOO_MANY_FAILURES));
  }

  @Test
  void afterItsTimeItStartsNothingAndStopsWhatReports() {
    Search search = search(9);
    search.on(new TrialRequested());
    assertThat(search.on(new TimeOver())).isEmpty();

    assertThat(search.on(new TrialRequested())).isEmpty();
    assertThat(search.on(new Reported(1, 2, 0.5))).containsExactly(new Stop(1));
    assertThat(search.on(new Ended(1, TrialState.STOPPED)))
        .containsExactly(new Finish(Reason.TIME_OVER));
  }

  @Test
  void aTrialCannotEndInAStateThatGoesOn() {
    assertThatThrownBy(() -> new Ended(1, TrialState.RUNNING))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameEventsGiveTheSameActions() {
    ExperimentSpec spec = Specs.random(5, 9, ASHA);
    List<SearchEvent> events =
        List.of(
            new TrialRequested(),
            new TrialRequested(),
            new Reported(2, 1, 0.3),
            new Reported(1, 1, 0.4),
            new Ended(1, TrialState.STOPPED),
            new TrialRequested(),
            new Reported(3, 1, Double.NaN),
            new Ended(3, TrialState.DIVERGED));
    Search one = Search.create(spec);
    Search two = Search.create(spec);

    for (SearchEvent event : events) {
      assertThat(two.on(event)).isEqualTo(one.on(event));
    }
    assertThat(two.on(new TrialRequested())).isEqualTo(one.on(new TrialRequested())).isNotEmpty();
  }
}
