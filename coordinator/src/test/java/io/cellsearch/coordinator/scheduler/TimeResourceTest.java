package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.StoppingSettings.AshaPromotion;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.core.work.TrainingTime;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rungs at 10, 20, 40 and 60 s of training time. One of two at a rung is promoted; there is one
 * slot and one trial, which goes on alone, as nothing else can.
 */
@Tag("unit")
final class TimeResourceTest {
  private static final AttemptId FIRST = attempt("co2", 1, 1);
  private static final AttemptId SECOND = attempt("co2", 1, 2);
  private static final AttemptId OTHER = attempt("co2", 2, 1);
  private static final StoredCheckpoint KEPT = new StoredCheckpoint("1".repeat(64), 2);

  private final Bench bench = new Bench();

  @BeforeEach
  void begin() {
    bench.submit(
        spec("co2", 9)
            .maxConcurrent(1)
            .stopping(new AshaPromotion(10, 2, Optional.of(Duration.ofSeconds(60)))));
    bench.hello(A, 1);
  }

  private Assignment.Kind assigned() {
    return Told.to(A, bench.scheduler.requestWork(A, 1)).stream()
        .filter(ToWorker.Assign.class::isInstance)
        .map(message -> ((ToWorker.Assign) message).assignment().kind())
        .findFirst()
        .orElseThrow();
  }

  private static Assignment.Kind train(Optional<StoredCheckpoint> from, int pause, double spent) {
    return new Assignment.Kind.Train(
        from, OptionalInt.of(pause), Optional.of(new TrainingTime(spent, 60)));
  }

  @Test
  void anAttemptKnowsTheTimeAtWhichItPausesAndAtWhichItEnds() {
    assertThat(assigned()).isEqualTo(train(Optional.empty(), 10, 0));
  }

  @Test
  void itIsToldToPauseAtTheFirstEpochThatReachesTheRung() {
    assigned();

    assertThat(Told.to(A, bench.reports(A, report(FIRST, 1, 1, .9, 6.5))))
        .noneMatch(ToWorker.PauseTrial.class::isInstance);
    assertThat(Told.to(A, bench.reports(A, report(FIRST, 2, 2, .8, 14.5))))
        .contains(new ToWorker.PauseTrial(FIRST, 2));
  }

  /** Trial 1 rests at epoch 2 after 14.5 s, trial 2 beside it with the greater loss. */
  private void restBoth() {
    assigned();
    bench.reports(A, report(FIRST, 1, 1, .9, 6.5), report(FIRST, 2, 2, .5, 14.5));
    bench.handsBack(A, FIRST, 2, Optional.of(KEPT));
    assigned();
    bench.reports(A, report(OTHER, 1, 1, .6, 11));
    bench.handsBack(A, OTHER, 1, Optional.of(new StoredCheckpoint("2".repeat(64), 1)));
  }

  @Test
  void theTimeOfEarlierAttemptsCounts() {
    restBoth();

    assertThat(assigned()).isEqualTo(train(Optional.of(KEPT), 20, 14.5));
    // 14.5 + 5 s are not yet 20, 14.5 + 6 s are.
    assertThat(Told.to(A, bench.reports(A, report(SECOND, 1, 3, .5, 5))))
        .noneMatch(ToWorker.PauseTrial.class::isInstance);
    assertThat(Told.to(A, bench.reports(A, report(SECOND, 2, 4, .4, 6))))
        .contains(new ToWorker.PauseTrial(SECOND, 4));
  }

  @Test
  void theTimeOfEpochsThatWereLostDoesNot() {
    assigned();
    bench.reports(A, report(FIRST, 1, 1, .9, 4));
    bench.checkpointed(A, FIRST, new StoredCheckpoint("3".repeat(64), 1));
    bench.reports(A, report(FIRST, 2, 2, .8, 8));
    bench.scheduler.leaving(A);
    bench.hello(A, 1);

    assertThat(assigned())
        .isEqualTo(train(Optional.of(new StoredCheckpoint("3".repeat(64), 1)), 10, 4));
  }

  @Test
  void pausesAndQueuesTakeNoTime() {
    restBoth();
    bench.clock.advance(Duration.ofHours(1));

    assertThat(assigned()).isEqualTo(train(Optional.of(KEPT), 20, 14.5));
  }

  @Test
  void theSecondsThatDecidedAreInTheJournal() {
    restBoth();
    assigned();

    Decision decision = bench.reports(A, report(SECOND, 1, 3, .5, 6));

    assertThat(Told.written(StoreCommand.AppendSearchEvent.class, decision))
        .extracting(StoreCommand.AppendSearchEvent::json)
        .containsExactly(
            "{\"event\":\"reported\",\"trial\":1,\"epoch\":3,\"loss\":0.5,\"seconds\":20.5}");
  }

  @Test
  void whereEpochsCountTheJournalHasNoSeconds() {
    bench.submit(spec("other", 9).stopping(new AshaPromotion(1, 2)).priority(90));
    bench.scheduler.requestWork(A, 1);

    Decision decision = bench.reports(A, report(attempt("other", 1, 1), 1, 0.5));

    assertThat(Told.written(StoreCommand.AppendSearchEvent.class, decision))
        .extracting(StoreCommand.AppendSearchEvent::json)
        .containsExactly("{\"event\":\"reported\",\"trial\":1,\"epoch\":1,\"loss\":0.5}");
  }

  @Test
  void aTrialThatHasHadAllOfItsTimeHasCompleted() {
    assigned();
    bench.reports(A, report(FIRST, 1, 1, .9, 61));

    Decision end = bench.ended(A, FIRST, 1, Bench.trained(1));

    assertThat(Told.states(end)).isEqualTo(List.of(TrialState.COMPLETED));
  }
}
