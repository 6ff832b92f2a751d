package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One trial more than there are slots, so that no slot waits for the coordinator. */
@Tag("unit")
final class AheadTest {
  private static final Outcome GIVEN_BACK = new Outcome.Paused(0, Optional.empty());

  private final Bench bench = new Bench();

  /** A worker of one slot that wants one more; its first trial has taken so long. */
  private List<AttemptId> afterTheFirst(SpecBuilder spec, Duration lasted) {
    bench.submit(spec);
    bench.hello(A, 1);
    bench.scheduler.requestWork(A, 2);
    bench.clock.advance(lasted);
    Decision end = bench.train(A, attempt("co2", 1, 1), 0.5);
    List<AttemptId> given = new ArrayList<>(Told.assigned(A, end));
    given.addAll(Told.assigned(A, bench.scheduler.requestWork(A, 2)));
    return given;
  }

  @Test
  void shortTrialsAreGivenAhead() {
    assertThat(afterTheFirst(spec("co2", 9), Duration.ofSeconds(1)))
        .containsExactly(attempt("co2", 2, 1), attempt("co2", 3, 1));
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2)))
        .as("one for each slot")
        .isEmpty();
  }

  @Test
  void longTrialsAreNot() {
    assertThat(afterTheFirst(spec("co2", 9), Duration.ofSeconds(10))).hasSize(1);
  }

  @Test
  void anAttemptThatWasInterruptedDoesNotTellHowLongTrialsTake() {
    bench.submit(spec("co2", 9));
    bench.hello(A, 1);
    bench.scheduler.requestWork(A, 2);
    bench.clock.advance(Duration.ofSeconds(1));

    Decision back = bench.ended(A, attempt("co2", 1, 1), 0, GIVEN_BACK);

    assertThat(Told.assigned(A, back)).hasSize(1);
    assertThat(Told.assigned(A, bench.scheduler.requestWork(A, 2))).isEmpty();
  }

  @Test
  void noneIsGivenAheadByASearchThatLearns() {
    SpecBuilder learning = spec("co2", 9).search(new SearchSettings.Tpe(1, 10, 24));

    assertThat(afterTheFirst(learning, Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void noneIsGivenAheadWhereTrialsMayStopOrPause() {
    SpecBuilder stopping = spec("co2", 9).stopping(new StoppingSettings.Median(1, 1));

    assertThat(afterTheFirst(stopping, Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void noneIsGivenAheadWhereTheNumberOfRunningTrialsIsBounded() {
    assertThat(afterTheFirst(spec("co2", 9).maxConcurrent(5), Duration.ofSeconds(1))).hasSize(1);
  }

  @Test
  void noneIsGivenAheadBesideAnotherExperiment() {
    bench.submit(spec("other", 1).maxConcurrent(1));

    assertThat(afterTheFirst(spec("co2", 9), Duration.ofSeconds(1))).hasSizeLessThan(2);
  }

  @Test
  void anEmptySlotGetsBackWhatAnotherWorkerHasAhead() {
    afterTheFirst(spec("co2", 3), Duration.ofSeconds(1));
    AttemptId ahead = attempt("co2", 3, 1);

    Decision joined = bench.join(B, 1);
    assertThat(Told.to(A, joined)).containsExactly(new ToWorker.Recall(ahead));
    assertThat(Told.to(A, bench.scheduler.requestWork(B, 1))).as("asked for once").isEmpty();

    Decision back = bench.ended(A, ahead, 0, GIVEN_BACK);
    assertThat(Told.assigned(B, back)).containsExactly(attempt("co2", 3, 2));
    assertThat(back.resumes()).as("it never began").isZero();
  }

  @Test
  void aTrialThatHasBegunMeanwhileStays() {
    afterTheFirst(spec("co2", 3), Duration.ofSeconds(1));
    bench.join(B, 1);

    bench.train(A, attempt("co2", 2, 1), 0.4);
    Decision end = bench.train(A, attempt("co2", 3, 1), 0.3);

    assertThat(Told.end(end)).as("the winner is still to be evaluated").isEmpty();
    assertThat(Told.recipients(end)).hasSize(1);
  }

  @Test
  void aSlotWithLessMemoryGetsNothingBack() {
    afterTheFirst(spec("co2", 3), Duration.ofSeconds(1));
    bench.scheduler.hello(B, 1, Device.CPU, 1, List.of());

    assertThat(Told.to(A, bench.scheduler.requestWork(B, 1))).isEmpty();
  }
}
