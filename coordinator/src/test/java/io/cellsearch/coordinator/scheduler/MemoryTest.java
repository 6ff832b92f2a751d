package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.B;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trials go only to slots that can hold them. */
@Tag("unit")
final class MemoryTest {
  private static final long GIB = 1L << 30;

  /** Half of the draws, as the rate's range is 10⁻⁴ to 10⁻¹ in logarithms. */
  private static final double HALF = Math.pow(10, -2.5);

  /**
   * Trials of the experiment big need 4 GiB, those of mixed half a GiB or 4, others nearly none.
   */
  private static final MemoryNeed NEED =
      (spec, data, configuration) ->
          switch (spec.name()) {
            case "big" -> 4 * GIB;
            case "mixed" -> fast(configuration) ? 4 * GIB : GIB / 2;
            default -> 1;
          };

  private final Bench bench = new Bench(NEED);

  private static boolean fast(Configuration configuration) {
    return configuration.real("training.learning_rate") > HALF;
  }

  private Decision join(WorkerId worker, int slots, long memory) {
    bench.scheduler.hello(worker, slots, Device.CPU, memory, List.of());
    return bench.scheduler.requestWork(worker, slots);
  }

  @Test
  void aTrialIsGivenOnlyToASlotThatCanHoldIt() {
    bench.submit(spec("big", 1));

    assertThat(Told.assigned(A, join(A, 2, GIB))).isEmpty();
    assertThat(Told.assigned(B, join(B, 2, 4 * GIB))).containsExactly(attempt("big", 1, 1));
  }

  @Test
  void whatNoKnownSlotCanHoldSaysSoOnceAndIsCounted() {
    bench.submit(spec("big", 1));
    join(A, 2, GIB);

    assertThat(Told.written(StoreCommand.SetWaiting.class, bench.ticks(1)))
        .containsExactly(
            new StoreCommand.SetWaiting(
                attempt("big", 1, 1).trial(),
                Optional.of(
                    "needs 4.00 GiB of memory, but the largest slot of any worker has 1.00 GiB")));
    assertThat(Told.written(StoreCommand.SetWaiting.class, bench.ticks(1))).isEmpty();
    assertThat(bench.scheduler.waitingForMemory()).isEqualTo(1);
    assertThat(bench.scheduler.queuedTrials()).isEqualTo(1);
  }

  @Test
  void aReasonIsTakenBackWhenALargerSlotIsThereEvenABusyOne() {
    bench.submit(spec("big", 1));
    join(A, 1, GIB);
    bench.ticks(1);

    bench.scheduler.hello(B, 1, Device.CPU, 4 * GIB, List.of());

    assertThat(Told.written(StoreCommand.SetWaiting.class, bench.ticks(1)))
        .containsExactly(
            new StoreCommand.SetWaiting(attempt("big", 1, 1).trial(), Optional.empty()));
    assertThat(bench.scheduler.waitingForMemory()).isZero();
  }

  @Test
  void withoutAnyWorkerNothingIsSaid() {
    bench.submit(spec("big", 1));

    assertThat(Told.written(StoreCommand.SetWaiting.class, bench.ticks(1))).isEmpty();
  }

  @Test
  void aTrialThatWaitsHoldsUpNoOtherExperiment() {
    bench.submit(spec("big", 3));
    bench.submit(spec("co2", 3));

    assertThat(Told.assigned(A, join(A, 2, GIB)))
        .containsExactly(attempt("co2", 1, 1), attempt("co2", 2, 1));
  }

  @Test
  void ofASpaceWithTrialsOfAllSizesThoseThatFitAreRun() {
    bench.submit(spec("mixed", 40));

    Decision given = join(A, 40, GIB);

    List<Integer> fitting =
        Told.written(StoreCommand.CreateTrial.class, given).stream()
            .filter(trial -> !fast(trial.configuration()))
            .map(trial -> trial.trial().number())
            .toList();
    assertThat(fitting).as("of 40, by chance").hasSizeBetween(8, 32);
    assertThat(Told.assigned(A, given))
        .extracting((AttemptId id) -> id.trial().number())
        .containsExactlyElementsOf(fitting);
    bench.ticks(1);
    assertThat(bench.scheduler.waitingForMemory()).isEqualTo(40 - fitting.size());
  }
}
