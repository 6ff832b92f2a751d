package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.telemetry.Refusal;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker that says what cannot be true changes nothing, and is counted. */
@Tag("unit")
final class LiesTest {
  private static final AttemptId OF_A = attempt("co2", 1, 1);
  private static final AttemptId OF_NOBODY = attempt("co2", 7, 1);

  private final Bench bench = new Bench();

  @BeforeEach
  void begin() {
    bench.submit(spec("co2", 9));
    bench.join(A, 1);
    bench.hello(B, 2);
  }

  private static void assertRefused(Decision decision, Refusal reason) {
    assertThat(decision.refusals()).containsExactly(reason);
    assertThat(decision.commands()).isEmpty();
  }

  @Test
  void aReportOfWhatAnotherWorkerHoldsIsRefused() {
    Decision decision = bench.reports(B, report(OF_A, 1, 0.01));

    assertRefused(decision, Refusal.FOREIGN_ATTEMPT);
    assertThat(Told.to(B, decision)).contains(new ToWorker.Abandon(OF_A));
    assertThat(bench.reports(A, report(OF_A, 1, 0.5)).commands()).isNotEmpty();
  }

  @Test
  void aReportOfWhatWasNeverGivenToAnybodyIsRefused() {
    assertRefused(bench.reports(B, report(OF_NOBODY, 1, 0.01)), Refusal.FOREIGN_ATTEMPT);
    assertRefused(bench.reports(A, report(attempt("co2", 1, 2), 1, 0.01)), Refusal.FOREIGN_ATTEMPT);
  }

  @Test
  void anEndACheckpointAndARenewalOfWhatAnotherWorkerHoldsAreRefused() {
    StoredCheckpoint checkpoint = new StoredCheckpoint("1".repeat(64), 1);

    assertRefused(bench.ended(B, OF_A, 0, Bench.trained(1)), Refusal.FOREIGN_ATTEMPT);
    assertRefused(bench.checkpointed(B, OF_A, checkpoint), Refusal.FOREIGN_ATTEMPT);
    assertRefused(bench.renew(B, OF_A), Refusal.FOREIGN_ATTEMPT);
  }

  @Test
  void whatIsOnlyLateIsNoLie() {
    bench.scheduler.leaving(A);
    bench.join(B, 1);

    Decision late = bench.reports(B, report(OF_A, 1, 0.5));

    assertThat(late.refusals()).isEmpty();
    assertThat(late.staleReports()).isEqualTo(1);
  }

  @Test
  void moreWorkThanItsSlotsCanHoldIsRefused() {
    assertRefused(bench.scheduler.requestWork(B, -1), Refusal.IMPOSSIBLE_SLOTS);

    // Two slots, and one attempt may wait for each of them.
    Decision decision = bench.scheduler.requestWork(B, 5);

    assertThat(decision.refusals()).containsExactly(Refusal.IMPOSSIBLE_SLOTS);
    assertThat(Told.assigned(B, decision)).hasSize(2);
  }
}
