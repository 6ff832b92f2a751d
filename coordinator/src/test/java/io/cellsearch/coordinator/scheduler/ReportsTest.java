package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of reports, and when an end counts. */
@Tag("unit")
final class ReportsTest {
  private static final AttemptId FIRST = attempt("co2", 1, 1);

  private final Bench bench = new Bench();

  @BeforeEach
  void begin() {
    bench.submit(spec("co2", 4));
    bench.join(A, 1);
  }

  @Test
  void reportsInTheirOrderAreStoredAndAcknowledged() {
    Decision decision = bench.reports(A, report(FIRST, 1, 0.5), report(FIRST, 2, 0.25));

    assertThat(Told.written(StoreCommand.AddReport.class, decision))
        .extracting(add -> add.report().step())
        .containsExactly(1, 2);
    assertThat(decision.storedReports()).isEqualTo(2);
    assertThat(Told.acknowledged(A, decision)).containsExactly(1, 2);
  }

  @Test
  void aReportIsShownAsItHappens() {
    assertThat(bench.reports(A, report(FIRST, 1, 0.5)).effects())
        .contains(
            new Effect.Publish(
                new LiveEvent.TrialChanged(
                    FIRST.trial(), TrialState.RUNNING, 1, OptionalDouble.of(0.5))));
  }

  @Test
  void aReportThatWasHereBeforeIsAcknowledgedAgainAndCounted() {
    bench.reports(A, report(FIRST, 1, 0.5));

    Decision decision = bench.reports(A, report(FIRST, 1, 0.5));

    assertThat(decision.commands()).isEmpty();
    assertThat(decision.duplicateReports()).isEqualTo(1);
    assertThat(Told.acknowledged(A, decision)).containsExactly(1);
  }

  @Test
  void aReportWhosePredecessorIsMissingIsLeftForLater() {
    Decision decision = bench.reports(A, report(FIRST, 2, 0.5));

    assertThat(decision.commands()).isEmpty();
    assertThat(decision.effects()).isEmpty();
  }

  @Test
  void aReportOfAnotherWorkersAttemptIsStale() {
    bench.hello(B, 1);

    Decision decision = bench.reports(B, report(FIRST, 1, 0.5));

    assertThat(decision.commands()).isEmpty();
    assertThat(decision.staleReports()).isEqualTo(1);
    assertThat(Told.to(B, decision)).contains(new ToWorker.Abandon(FIRST));
    assertThat(Told.acknowledged(B, decision)).containsExactly(1);
  }

  @Test
  void aReportOfAnEndedAttemptIsStale() {
    bench.train(A, FIRST, 0.5);

    Decision decision = bench.reports(A, report(FIRST, 2, 0.25));

    assertThat(decision.commands()).isEmpty();
    assertThat(decision.staleReports()).isEqualTo(1);
    assertThat(Told.to(A, decision)).contains(new ToWorker.Abandon(FIRST));
    assertThat(Told.acknowledged(A, decision)).containsExactly(2);
  }

  @Test
  void aReportOfAnExperimentThatIsNotThereIsStale() {
    Decision decision = bench.reports(A, report(attempt("gone", 1, 1), 1, 0.5));

    assertThat(decision.staleReports()).isEqualTo(1);
    assertThat(Told.acknowledged(A, decision)).containsExactly(1);
  }

  @Test
  void anEndWaitsForAllReports() {
    bench.reports(A, report(FIRST, 1, 0.5));

    Decision early = bench.ended(A, FIRST, 2, Bench.trained(2));
    bench.reports(A, report(FIRST, 2, 0.25));
    Decision late = bench.ended(A, FIRST, 2, Bench.trained(2));

    assertThat(early.commands()).isEmpty();
    assertThat(early.effects()).isEmpty();
    assertThat(Told.states(late)).containsExactly(TrialState.COMPLETED);
    assertThat(Told.to(A, late)).contains(new ToWorker.AckEnded(FIRST));
  }

  @Test
  void anEndThatWasHereBeforeIsAcknowledgedAgain() {
    bench.train(A, FIRST, 0.5);

    Decision again = bench.ended(A, FIRST, 1, Bench.trained(1));

    assertThat(again.commands()).isEmpty();
    assertThat(Told.to(A, again)).containsExactly(new ToWorker.AckEnded(FIRST));
  }

  @Test
  void aReportThatIsNotFiniteIsStoredAsItIs() {
    Decision decision = bench.reports(A, report(FIRST, 1, Double.NaN));

    assertThat(Told.written(StoreCommand.AddReport.class, decision)).hasSize(1);
    assertThat(Told.acknowledged(A, decision)).containsExactly(1);
  }
}
