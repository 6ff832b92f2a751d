package io.cellsearch.coordinator.actor;

import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.scheduler.SpecBuilder;
import io.cellsearch.coordinator.store.AttemptKind;
import io.cellsearch.coordinator.store.AttemptRecord;
import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.coordinator.store.ExperimentOverview;
import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings.Asha;
import io.cellsearch.core.experiment.StoppingSettings.AshaPromotion;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to workers, messages and the coordinator itself: what is stored is enough to go
 * on from, and a random search finds what it finds undisturbed.
 */
@Tag("unit")
final class ReplayTest {
  private static final ExperimentId STEADY = new ExperimentId("steady");
  private static final ExperimentId CONFIRMED = new ExperimentId("confirmed");
  private static final StoreSettings NO_PAUSE =
      new StoreSettings(Duration.ZERO, 10_000, latency -> {});
  private static final Duration SHORT_TIME = Duration.ofSeconds(20);
  private static final int STEPS = 700;

  private static final SearchSettings LADDER =
      new SearchSettings.Ladder(42, SearchSettings.Ladder.Model.GP, 1, 2);

  private static List<Result> expected = List.of();

  @TempDir private Path folder;

  /** A trial's result without what depends on who ran it how often. */
  private static final Optional<Duration> FIVE_SECONDS = Optional.of(Duration.ofSeconds(5));

  private record Result(
      int trial,
      Configuration configuration,
      long seed,
      TrialState state,
      int epochs,
      int bestEpoch,
      OptionalDouble validationLoss,
      OptionalDouble testLoss,
      Optional<String> model) {}

  private static void submit(World world) {
    // Neither failures nor losses exhaust it: every trial runs to its end some time.
    world.submit(spec("steady", 6).maxRestarts(1_000));
    world.submit(spec("halving", 8).stopping(new Asha(1, 2, Variant.OPTUNA)).maxConcurrent(3));
    world.submit(spec("odd", 8).maxRestarts(1).maxWorkerLosses(2).maxFailed(2));
    world.submit(climbing("rungs", 16).stopping(new AshaPromotion(1, 2)));
    world.submit(climbing("ladder", 30).search(LADDER).priority(60));
    world.submit(climbing("timed", 16).stopping(new AshaPromotion(2, 2, FIVE_SECONDS)));
    world.submit(spec("short", 50).maxDuration(SHORT_TIME).priority(40));
    world.submit(spec("confirmed", 4).maxRestarts(1_000).confirm(2, 2).priority(60));
  }

  /** Rungs of 1, 2 and 4 epochs; every trial comes as far as its search lets it. */
  private static SpecBuilder climbing(String name, int trials) {
    return spec(name, trials).maxEpochs(ScriptedWorker.EPOCHS).maxRestarts(1_000);
  }

  private static List<Result> results(StoreQueries stored) {
    return Stream.of(STEADY, CONFIRMED)
        .flatMap(experiment -> stored.trials(experiment).stream())
        .map(ReplayTest::result)
        .toList();
  }

  private static Result result(TrialRecord trial) {
    return new Result(
        trial.trial().number(),
        trial.configuration(),
        trial.seed(),
        trial.progress().state(),
        trial.epochs(),
        trial.bestEpoch(),
        trial.bestValidationLoss(),
        trial.testLoss(),
        trial.model());
  }

  @BeforeAll
  static void runUndisturbed(@TempDir Path undisturbed) throws Exception {
    try (Store store = StoreFactory.open(undisturbed, NO_PAUSE)) {
      World world = new World(store);
      submit(world);
      world.calmDown();
      expected = results(store.queries());
    }
    // Six trials, of which the winner is tested; four trials, and two of them again with two seeds.
    assertThat(expected)
        .hasSize(6 + 4 + 4)
        .allMatch(result -> result.state() == TrialState.COMPLETED);
    assertThat(expected).filteredOn(result -> result.testLoss().isPresent()).hasSize(1 + 4);
  }

  /** More of them with {@code -Dreplay.seeds=N}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("replay.seeds", 4));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCoordinatorThatDiesAtAnyMomentChangesNoResult(long seed) throws Exception {
    try (Store store = StoreFactory.open(folder, NO_PAUSE)) {
      World world = new World(store);
      submit(world);
      Disturbances disturbances = new Disturbances(world, seed);
      for (int step = 0; step < STEPS; step++) {
        disturbances.next();
      }
      world.calmDown();

      assertAllEnded(store.queries());
      assertNothingBeginsAfterItsTime(store.queries());
      assertThat(results(store.queries())).isEqualTo(expected);
      assertEveryEpochCountsOnce(store.queries());
      assertPausesLoseNothing(store.queries(), new ExperimentId("rungs"), 16, 1, 2, 4);
      // On the ladder whoever is outranked pauses between two rungs.
      assertPausesLoseNothing(store.queries(), new ExperimentId("ladder"), 30, 1, 2, 3, 4);
      assertTimeIsWhatItsEpochsTook(store.queries());
    }
  }

  /**
   * Whatever happened between the rungs of 1, 2 and 4 epochs, each epoch of a trial counts once,
   * and with the loss that it has in one go: that of its seed and its epoch.
   *
   * @param ends after how many epochs a trial may end
   */
  private static void assertPausesLoseNothing(
      StoreQueries stored, ExperimentId experiment, int trials, Integer... ends) {
    assertThat(stored.trials(experiment)).hasSize(trials);
    for (TrialRecord trial : stored.trials(experiment)) {
      assertThat(trial.epochs()).isIn((Object[]) ends);
      assertThat(trial.progress().state())
          .isEqualTo(trial.epochs() == 4 ? TrialState.COMPLETED : TrialState.STOPPED);
      assertThat(trial.checkpoint()).isEmpty();
      assertThat(stored.curve(trial.trial()))
          .extracting(CurvePoint::epoch)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, trial.epochs()).boxed().toList());
      assertThat(trial.bestValidationLoss())
          .hasValue(ScriptedWorker.loss(trial.seed(), trial.epochs()));
    }
    assertThat(stored.trials(experiment))
        .filteredOn(trial -> trial.testLoss().isPresent())
        .hasSize(1);
  }

  /** Rungs at 2 and 4 s, the end at 5 s; epochs of 1 or 1.5 s, whichever attempt trained them. */
  private static void assertTimeIsWhatItsEpochsTook(StoreQueries stored) {
    for (TrialRecord trial : stored.trials(new ExperimentId("timed"))) {
      List<CurvePoint> curve = stored.curve(trial.trial());
      double before = 0;
      for (CurvePoint point : curve) {
        assertThat(point.seconds() - before).isIn(1.0, 1.5);
        before = point.seconds();
      }
      boolean atItsEnd = trial.epochs() == ScriptedWorker.EPOCHS || before >= 5;
      assertThat(trial.progress().state())
          .isEqualTo(atItsEnd ? TrialState.COMPLETED : TrialState.STOPPED);
      assertThat(before).isGreaterThanOrEqualTo(2);
    }
  }

  private static void assertNothingBeginsAfterItsTime(StoreQueries stored) {
    Instant deadline = Samples.NOON.plus(SHORT_TIME);
    for (TrialRecord trial : stored.trials(new ExperimentId("short"))) {
      assertThat(stored.attempts(trial.trial()))
          .filteredOn(attempt -> attempt.kind() == AttemptKind.TRAIN)
          .allMatch(attempt -> attempt.startedAt().isBefore(deadline));
    }
  }

  /** However many attempts a trial had, and wherever they went on from. */
  private static void assertEveryEpochCountsOnce(StoreQueries stored) {
    for (TrialRecord trial : stored.trials(STEADY)) {
      assertThat(stored.curve(trial.trial()))
          .extracting(CurvePoint::epoch)
          .containsExactly(1, 2, 3, 4);
    }
  }

  private static void assertAllEnded(StoreQueries stored) {
    assertThat(stored.running()).isEmpty();
    assertThat(stored.leases()).isEmpty();
    assertThat(stored.experiments()).hasSize(8);
    for (ExperimentOverview experiment : stored.experiments()) {
      List<TrialRecord> trials = stored.trials(experiment.id());
      assertThat(trials).allMatch(trial -> trial.progress().state().terminal());
      for (TrialRecord trial : trials) {
        assertThat(stored.attempts(trial.trial()))
            .extracting(AttemptRecord::end)
            .allMatch(Optional::isPresent);
      }
    }
  }
}
