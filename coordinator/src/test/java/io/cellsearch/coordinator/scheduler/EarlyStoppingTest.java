package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.StoppingSettings.Asha;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hopeless trials are told to stop, as often as it takes. */
@Tag("unit")
final class EarlyStoppingTest {
  private static final AttemptId GOOD = attempt("co2", 1, 1);
  private static final AttemptId BAD = attempt("co2", 2, 1);
  private static final ToWorker STOP = new ToWorker.StopTrial(BAD);

  private final Bench bench = new Bench();

  /** Rungs at epochs 1, 2, 4, 8: the worse of two does not pass the first. */
  @BeforeEach
  void begin() {
    bench.submit(spec("co2", 9).stopping(new Asha(1, 2, Variant.OPTUNA)));
    bench.join(A, 2);
    bench.reports(A, report(GOOD, 1, 0.25));
  }

  @Test
  void theWorseOfTwoIsStoppedAtTheRung() {
    Decision decision = bench.reports(A, report(BAD, 1, 0.5));

    assertThat(Told.to(A, decision)).contains(STOP);
    assertThat(Told.states(decision)).isEmpty();
  }

  @Test
  void aTrialThatDidNotHearIsToldAgainAtItsNextReport() {
    bench.reports(A, report(BAD, 1, 0.5));

    assertThat(Told.to(A, bench.reports(A, report(BAD, 2, 0.1)))).contains(STOP);
  }

  @Test
  void theNextAttemptOfAStoppedTrialIsToldAtItsFirstReport() {
    bench.reports(A, report(BAD, 1, 0.5));
    bench.hello(A, 2, GOOD);
    bench.scheduler.requestWork(A, 1);

    assertThat(Told.to(A, bench.reports(A, report(attempt("co2", 2, 2), 1, 0.5))))
        .contains(new ToWorker.StopTrial(attempt("co2", 2, 2)));
  }

  @Test
  void aTrialThatStoppedKeepsItsResult() {
    bench.reports(A, report(BAD, 1, 0.5));

    Decision decision =
        bench.ended(A, BAD, 1, new Outcome.Trained(1, 1, Optional.of(Bench.MODEL), true));

    assertThat(Told.states(decision)).containsExactly(TrialState.STOPPED);
  }
}
