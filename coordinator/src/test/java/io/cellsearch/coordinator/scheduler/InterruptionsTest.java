package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trials that are outranked between two rungs of a ladder: rungs at 1, 2 and 4 epochs, of which the
 * first two promote ⌊n / 2⌋ and ⌊n / 4⌋ of n trials.
 */
@Tag("unit")
final class InterruptionsTest {
  private static final AttemptId OUTRANKED = attempt("co2", 1, 3);
  private static final AttemptId BETTER = attempt("co2", 2, 2);

  private final Bench bench = new Bench();

  /** Trial 1 trains from epoch 2 to 4, trial 2 from epoch 1 to 2; two more rest at epoch 1. */
  @BeforeEach
  void begin() {
    bench.submit(
        spec("co2", 9).maxEpochs(4).search(new SearchSettings.Ladder(1, Model.RANDOM, 1, 1)));
    bench.hello(A, 2);
    rests(1, 1, 1, .5);
    rests(2, 1, 1, .6);
    rests(1, 2, 2, .4);
    rests(3, 1, 1, .7);
    rests(4, 1, 1, .8);
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .containsExactly(OUTRANKED, BETTER);
  }

  private void rests(int trial, int attempt, int epoch, double loss) {
    bench.scheduler.requestWork(A, 1);
    AttemptId id = attempt("co2", trial, attempt);
    bench.reports(A, report(id, 1, epoch, loss));
    pauses(id, epoch);
  }

  private Decision pauses(AttemptId id, int epoch) {
    return bench.ended(A, id, 1, new Outcome.Paused(epoch, Optional.of(kept(epoch))));
  }

  private static StoredCheckpoint kept(int epoch) {
    return new StoredCheckpoint(Integer.toString(epoch).repeat(64), epoch);
  }

  private Decision outranked() {
    assertThat(Told.to(A, bench.reports(A, report(BETTER, 1, 2, .3))))
        .contains(new ToWorker.GoOn(BETTER, 4));
    return bench.reports(A, report(OUTRANKED, 1, 3, .4));
  }

  @Test
  void itIsWantedBackAtTheEndOfItsEpoch() {
    assertThat(Told.to(A, outranked())).contains(new ToWorker.HandBack(OUTRANKED));
  }

  @Test
  void oneThatComesToItsEndBeforeItHearsTheWordIsComplete() {
    outranked();
    bench.reports(A, report(OUTRANKED, 2, 4, .35));

    Decision end = bench.ended(A, OUTRANKED, 2, Bench.trained(4));

    assertThat(Told.states(end)).containsExactly(TrialState.COMPLETED);
  }

  @Test
  void oneThatIsLostOnItsWayToThePauseRests() {
    outranked();

    // Trial 2 was told to go on, and waits for another slot.
    assertThat(Told.states(bench.scheduler.leaving(A)))
        .containsExactly(TrialState.PAUSED, TrialState.QUEUED);
  }

  @Test
  void itRestsWithItsCheckpointAndItsSlotIsFree() {
    outranked();

    Decision decision = pauses(OUTRANKED, 3);

    assertThat(Told.states(decision)).containsExactly(TrialState.PAUSED);
    assertThat(Told.written(StoreCommand.SetCheckpoint.class, decision))
        .containsExactly(new StoreCommand.SetCheckpoint(OUTRANKED.trial(), Optional.of(kept(3))));
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 5, 1));
  }
}
