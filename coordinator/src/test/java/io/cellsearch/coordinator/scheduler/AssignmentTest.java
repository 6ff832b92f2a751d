package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.ToWorker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who gets how much. */
@Tag("unit")
final class AssignmentTest {
  private final Bench bench = new Bench();

  @Test
  void aWorkerGetsNoMoreThanItWants() {
    bench.submit(spec("co2", 9));
    bench.hello(A, 4);

    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .containsExactly(attempt("co2", 1, 1), attempt("co2", 2, 1));
  }

  @Test
  void aWorkerGetsNoMoreThanItsFreeSlots() {
    bench.submit(spec("co2", 9));
    bench.hello(A, 3);
    bench.scheduler.requestWork(A, 1);

    // 3 slots, 1 held: 2 are free whatever the worker says.
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 9))).hasSize(2);
  }

  @Test
  void aRepeatedRequestGivesNothingTwice() {
    bench.submit(spec("co2", 9));
    assertThat(Told.assigned(A, bench.join(A, 2))).hasSize(2);

    Decision again = bench.scheduler.requestWork(A, 2);

    assertThat(again.commands()).isEmpty();
    assertThat(again.effects()).isEmpty();
  }

  @Test
  void workersThatWaitAreServedInTurn() {
    bench.join(A, 2);
    bench.join(B, 3);

    Decision submitted = bench.submit(spec("co2", 4));

    assertThat(Told.recipients(submitted)).containsExactly(A, B, A, B);
  }

  @Test
  void noMoreTrialsBeginThanTheExperimentAllows() {
    bench.join(A, 5);

    assertThat(Told.assigned(A, bench.submit(spec("co2", 3)))).hasSize(3);
  }

  @Test
  void anAssignmentCarriesWhatWasWrittenBeforeIt() {
    bench.join(A, 1);

    Decision submitted = bench.submit(spec("co2", 3));

    TrialId first = attempt("co2", 1, 1).trial();
    StoreCommand.CreateTrial created =
        Told.written(StoreCommand.CreateTrial.class, submitted).get(0);
    assertThat(Told.written(StoreCommand.StartAttempt.class, submitted))
        .containsExactly(
            new StoreCommand.StartAttempt(
                first, 1, AttemptKind.TRAIN, 0, A.value(), bench.clock.instant()));
    assertThat(Told.to(A, submitted))
        .containsExactly(
            new ToWorker.Assign(
                new Assignment(
                    first,
                    1,
                    Bench.TERM,
                    spec("co2", 3).build().task(),
                    created.configuration(),
                    Map.of(),
                    created.seed(),
                    Assignment.Kind.Train.FROM_START)));
  }

  @Test
  void anAttemptThatEndsMakesRoomForTheNext() {
    bench.submit(spec("co2", 3));
    bench.join(A, 1);
    bench.scheduler.requestWork(A, 1);

    assertThat(Told.assigned(A, bench.train(A, attempt("co2", 1, 1), 0.5)))
        .containsExactly(attempt("co2", 2, 1));
  }

  @Test
  void whoHasNotSaidHelloIsNotServed() {
    assertThat(bench.scheduler.knows(A)).isFalse();
    assertThatThrownBy(() -> bench.scheduler.requestWork(A, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("worker a has not said hello");
  }

  @Test
  void helloIsAnsweredWithTheTerm() {
    assertThat(Told.to(A, bench.hello(A, 1))).isEqualTo(List.of(Bench.WELCOME));
    assertThat(bench.scheduler.workers()).isEqualTo(1);
  }
}
