package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.SearchAction.Finish;
import io.cellsearch.core.search.SearchAction.Pause;
import io.cellsearch.core.search.SearchAction.Promote;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.search.SearchAction.Stop;
import io.cellsearch.core.search.SearchEvent.Ended;
import io.cellsearch.core.search.SearchEvent.Reported;
import io.cellsearch.core.search.SearchEvent.TimeOver;
import io.cellsearch.core.search.SearchEvent.TrialRequested;
import io.cellsearch.core.trial.TrialState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pauses and promotions, by successive halving of ratio 2 with rungs at 1, 2 and 4 epochs. */
@Tag("unit")
final class PausingSearchTest {
  private static final TrialRequested REQUEST = new TrialRequested();

  private static Search search(int maxTrials) {
    return Search.create(Specs.random(maxTrials, 4, new StoppingSettings.AshaPromotion(1, 2)));
  }

  private static Search with(int trials, int maxTrials) {
    Search search = search(maxTrials);
    for (int trial = 1; trial <= trials; trial++) {
      search.on(REQUEST);
    }
    return search;
  }

  @Test
  void aTrialStartsTowardsItsFirstRung() {
    assertThat(((Start) search(9).on(REQUEST).get(0)).target()).isEqualTo(1);
  }

  @Test
  void aTrialPausesAtItsRungAndIsPromotedWhenASlotIsFree() {
    Search search = with(2, 9);

    assertThat(search.on(new Reported(2, 1, 0.5))).containsExactly(new Pause(2));
    assertThat(search.on(new Reported(1, 1, 0.6))).containsExactly(new Pause(1));
    assertThat(search.on(REQUEST)).containsExactly(new Promote(2, 2));
    assertThat(search.on(REQUEST)).singleElement().isInstanceOf(Start.class);
  }

  @Test
  void theBestGoesOnWithoutAPause() {
    Search search = with(2, 9);
    search.on(new Reported(1, 1, 0.6));

    assertThat(search.on(new Reported(2, 1, 0.5))).containsExactly(new Promote(2, 2));
    assertThat(search.on(new Reported(2, 2, 0.4))).containsExactly(new Pause(2));
  }

  @Test
  void aPausedTrialWhoseWorkerWasLostIsToldAgain() {
    Search search = with(2, 9);
    search.on(new Reported(2, 1, 0.5));

    assertThat(search.on(new Reported(2, 1, 0.5))).containsExactly(new Pause(2));
  }

  @Test
  void onePromotedMeanwhileGoesOnWhenItComesByAgain() {
    Search search = with(2, 9);
    search.on(new Reported(2, 1, 0.5));
    search.on(new Reported(1, 1, 0.6));
    search.on(REQUEST);

    assertThat(search.on(new Reported(2, 1, 0.5))).isEmpty();
    assertThat(search.on(new Reported(2, 2, 0.4))).containsExactly(new Pause(2));
  }

  @Test
  void aReportFromBeforeThePauseWasHeardCountsAndPausesAgain() {
    Search search = with(3, 9);
    search.on(new Reported(1, 1, 0.9));

    assertThat(search.on(new Reported(1, 2, 0.1))).containsExactly(new Pause(1));
    // It stands at rung 2 now, and is not promoted to where it is.
    search.on(new Reported(2, 1, 0.95));
    assertThat(search.on(REQUEST)).singleElement().isInstanceOf(Start.class);
  }

  @Test
  void whenNothingRunsAndNothingWillThoseThatRestAreStopped() {
    Search search = with(2, 2);
    search.on(new Reported(1, 1, 0.6));
    search.on(new Reported(2, 1, 0.5));
    assertThat(search.on(new Reported(2, 2, 0.5))).containsExactly(new Promote(2, 4));
    search.on(new Reported(2, 3, 0.5));
    search.on(new Reported(2, 4, 0.5));

    assertThat(search.on(new Ended(2, TrialState.COMPLETED))).containsExactly(new Stop(1));
    assertThat(search.finished()).isEmpty();
    assertThat(search.on(new Ended(1, TrialState.STOPPED)))
        .containsExactly(new Finish(Reason.ALL_TRIALS_ENDED));
  }

  @Test
  void theEndOfTheTimeStopsThoseThatRestAtOnce() {
    Search search = with(2, 9);
    search.on(new Reported(1, 1, 0.6));

    assertThat(search.on(new TimeOver())).containsExactly(new Stop(1));
    assertThat(search.wantsTrials()).isFalse();
    assertThat(search.on(new Reported(2, 1, 0.5))).containsExactly(new Stop(2));
    search.on(new Ended(1, TrialState.STOPPED));
    assertThat(search.on(new Ended(2, TrialState.STOPPED)))
        .containsExactly(new Finish(Reason.TIME_OVER));
  }

  @Test
  void aPromotionIsWorkEvenWhenNoTrialMayStart() {
    Search search = with(2, 2);
    assertThat(search.wantsTrials()).isFalse();
    assertThat(search.on(new Reported(2, 1, 0.5))).containsExactly(new Pause(2));
    assertThat(search.wantsTrials()).isFalse();

    // One of two is promoted, and it is not the one that reports.
    assertThat(search.on(new Reported(1, 1, 0.6))).containsExactly(new Pause(1));
    assertThat(search.wantsTrials()).isTrue();
    assertThat(search.on(REQUEST)).containsExactly(new Promote(2, 2));
  }
}
