package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.LIMIT_TICKS;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long an attempt stays with a worker that is not heard. */
@Tag("unit")
final class LeasesTest {
  private static final AttemptId FIRST = attempt("co2", 1, 1);
  private static final AttemptId SECOND = attempt("co2", 2, 1);

  private final Bench bench = new Bench();

  @BeforeEach
  void begin() {
    bench.submit(spec("co2", 9));
    bench.join(A, 2);
  }

  private void assertLostAfter(int ticks) {
    assertThat(Told.states(bench.ticks(ticks - 1))).isEmpty();
    assertThat(Told.states(bench.ticks(1))).contains(TrialState.QUEUED);
  }

  @Test
  void aLeaseRunsOutWhenNothingWasHeardForMoreThanItsTicks() {
    assertLostAfter(LIMIT_TICKS + 1);
  }

  @Test
  void anAttemptWhoseLeaseRanOutGoesToAWorkerThatWaits() {
    bench.ticks(LIMIT_TICKS);
    bench.hello(B, 3);
    // Trial 3 is all that B wants for now; then A's two come back before any new one.
    bench.scheduler.requestWork(B, 1);
    bench.ticks(1);

    assertThat(Told.assigned(B, bench.scheduler.requestWork(B, 2)))
        .containsExactly(attempt("co2", 1, 2), attempt("co2", 2, 2));
  }

  @Test
  void aSignOfLifeRenewsTheLeasesThatItNames() {
    bench.ticks(LIMIT_TICKS);
    Decision renewed = bench.renew(A, FIRST);
    Decision over = bench.ticks(1);

    assertThat(Told.written(StoreCommand.RenewLeases.class, renewed))
        .containsExactly(
            new StoreCommand.RenewLeases(
                List.of(new StoreCommand.Renewal(FIRST.trial(), 1, 10)),
                bench.clock.instant().minusSeconds(1)));
    assertThat(Told.written(StoreCommand.EndAttempt.class, over))
        .extracting(StoreCommand.EndAttempt::trial)
        .containsExactly(SECOND.trial());
    assertLostAfter(LIMIT_TICKS);
  }

  @Test
  void aReportRenewsItsLease() {
    bench.ticks(LIMIT_TICKS);
    bench.reports(A, Bench.report(FIRST, 1, 0.5));

    assertThat(Told.written(StoreCommand.EndAttempt.class, bench.ticks(1)))
        .extracting(StoreCommand.EndAttempt::trial)
        .containsExactly(SECOND.trial());
  }

  @Test
  void helloRenewsTheLeasesOfWhatIsHeld() {
    bench.ticks(LIMIT_TICKS);
    bench.hello(A, 2, FIRST, SECOND);

    assertLostAfter(LIMIT_TICKS + 1);
  }

  @Test
  void helloLosesWhatTheWorkerDoesNotHoldAnyMore() {
    Decision decision = bench.hello(A, 2, SECOND);

    assertThat(Told.written(StoreCommand.EndAttempt.class, decision))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.trial()).isEqualTo(FIRST.trial());
              assertThat(end.end()).isEqualTo(new AttemptEnd.WorkerLost());
            });
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 1)))
        .containsExactly(attempt("co2", 1, 2));
  }

  @Test
  void helloAbandonsWhatTheWorkerShouldNotHold() {
    Decision decision = bench.hello(B, 1, FIRST, attempt("gone", 1, 1));

    assertThat(Told.to(B, decision))
        .containsExactly(
            new ToWorker.Abandon(FIRST),
            new ToWorker.Abandon(attempt("gone", 1, 1)),
            Bench.WELCOME);
  }

  @Test
  void helloThatEndsAnExperimentLeavesNothingOfIt() {
    Bench other = new Bench();
    other.submit(spec("co2", 1).maxWorkerLosses(0));
    other.join(A, 1);

    Decision decision = other.hello(A, 1);

    assertThat(Told.end(decision)).isPresent();
    assertThat(other.scheduler.heldAttempts()).isZero();
    assertThat(Told.assigned(A, other.scheduler.requestWork(A, 1))).isEmpty();
  }

  @Test
  void aSignOfLifeOfAnAttemptOfAnotherWorkerAbandonsIt() {
    bench.hello(B, 1);

    Decision decision = bench.renew(B, FIRST);

    assertThat(decision.commands()).isEmpty();
    assertThat(Told.to(B, decision)).containsExactly(new ToWorker.Abandon(FIRST));
  }

  @Test
  void aGoneWorkerHasThreeTicksToComeBack() {
    bench.scheduler.gone(A);

    // 3 ticks pass without a loss; the fourth is the first after them.
    assertLostAfter(4);
  }

  @Test
  void aGoneWorkerThatComesBackKeepsItsAttempts() {
    bench.scheduler.gone(A);
    bench.ticks(3);
    bench.hello(A, 2, FIRST, SECOND);

    assertLostAfter(LIMIT_TICKS + 1);
  }

  @Test
  void aGoneWorkerGetsNothingUntilItIsHeardAgain() {
    Bench idle = new Bench();
    idle.join(A, 2);
    idle.scheduler.gone(A);

    assertThat(Told.assigned(A, idle.submit(spec("co2", 2)))).isEmpty();
    idle.hello(A, 2);
    assertThat(Told.assigned(A, idle.scheduler.requestWork(A, 2))).hasSize(2);
  }

  @Test
  void whatALeavingWorkerHeldGoesToOthersAtOnce() {
    Bench full = new Bench();
    full.submit(spec("co2", 2));
    full.join(A, 2);
    full.join(B, 1);

    Decision left = full.scheduler.leaving(A);

    assertThat(Told.states(left)).containsExactly(TrialState.QUEUED, TrialState.QUEUED);
    assertThat(Told.assigned(B, left)).containsExactly(attempt("co2", 1, 2));
    assertThat(full.scheduler.knows(A)).isFalse();
  }

  @Test
  void aWorkerThatIsSilentForTooLongIsNotKnownAnyMore() {
    bench.hello(B, 1);
    bench.ticks(LIMIT_TICKS);
    assertThat(bench.scheduler.knows(B)).isTrue();
    bench.ticks(1);

    assertThat(bench.scheduler.knows(B)).isFalse();
  }

  @Test
  void anAttemptThatItsWorkerNeverSpeaksOfHasNotArrivedThere() {
    Bench patient = new Bench(30);
    patient.submit(spec("co2", 9));
    patient.join(A, 2);
    patient.ticks(5);
    assertThat(Told.states(patient.renew(A, FIRST))).as("it may be on its way").isEmpty();
    patient.ticks(6);

    // The assignment was 11 ticks ago: more than two renewals, which come every 5 s.
    Decision renewed = patient.renew(A, FIRST);

    assertThat(Told.states(renewed)).containsExactly(TrialState.QUEUED);
    patient.scheduler.requestWork(A, 1);
    assertThat(Told.to(A, patient.renew(A, FIRST, SECOND)))
        .as("it has arrived after all")
        .contains(new ToWorker.Abandon(SECOND));
  }
}
