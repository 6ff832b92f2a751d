package io.cellsearch.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.trial.TrialState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulationTest {
  private static final StoppingSettings ASHA =
      new StoppingSettings.Asha(1, 3, StoppingSettings.Variant.OPTUNA);
  private static final Faults TROUBLE = new Faults(0.2, 0.1, 0.5, 0.002);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  @Tag("unit")
  void everyTrialEndsWhateverGoesWrong(long seed) {
    ExperimentSpec spec = Specs.random(300, 27, ASHA);

    SimulationResult result = Simulation.run(spec, 16, LossCurve.powerLaws(seed), TROUBLE, seed);

    assertThat(result.trials()).isEqualTo(300);
    assertThat(result.reason()).isEqualTo(Reason.ALL_TRIALS_ENDED);
    assertThat(result.states().keySet()).isSubsetOf(TrialState.COMPLETED, TrialState.STOPPED);
    assertThat(result.staleReports()).isPositive();
  }

  @Test
  @Tag("unit")
  void withoutEarlyStoppingEveryEpochIsTrainedOnce() {
    ExperimentSpec spec = Specs.random(40, 9, new StoppingSettings.None());

    SimulationResult result = Simulation.run(spec, 4, LossCurve.powerLaws(1), Faults.NONE, 1);

    // 40 trials of 9 epochs
    assertThat(result.epochs()).isEqualTo(360);
    assertThat(result.trialsByEpochs()).containsOnlyKeys(9).containsEntry(9, 40);
    // 360 epochs of mean 1 on 4 slots
    assertThat(result.makespan()).isBetween(80.0, 110.0);
  }

  @Test
  @Tag("unit")
  void aThousandWorkersShareTwentyThousandTrials() {
    ExperimentSpec spec = Specs.random(20_000, 27, ASHA);

    SimulationResult result =
        Simulation.run(
            spec, 1_000, LossCurve.powerLaws(3), new Faults(0.05, 0.01, 0.5, 0.00002), 3);

    assertThat(result.trials()).isEqualTo(20_000);
    // About a third passes each rung: most trials end after one epoch.
    assertThat(result.trialsByEpochs().get(1)).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @Tag("unit")
  void aLadderComesToItsEndWhateverGoesWrong(long seed) {
    ExperimentSpec spec = ladder(200);

    SimulationResult result = Simulation.run(spec, 8, LossCurve.powerLaws(seed), TROUBLE, seed);

    assertThat(result.trials()).isEqualTo(200);
    assertThat(result.reason()).isEqualTo(Reason.ALL_TRIALS_ENDED);
    assertThat(result.states()).containsOnlyKeys(TrialState.COMPLETED, TrialState.STOPPED);
    // The three finalists are trained to their ends.
    assertThat(result.states().get(TrialState.COMPLETED)).isGreaterThanOrEqualTo(3);
    assertThat(result.stages().keySet()).isSubsetOf(1, 2, 4, 8, 16, 27);
    // Some were outranked between two rungs, and never came to the next.
    assertThat(result.trialsByEpochs().keySet()).isNotEqualTo(result.stages().keySet());
    assertThat(result.resumes()).isPositive();
  }

  @Test
  @Tag("unit")
  void onOneSlotNobodyIsOutrankedBetweenTwoRungs() {
    SimulationResult result = Simulation.run(ladder(200), 1, LossCurve.powerLaws(1), TROUBLE, 1);

    assertThat(result.trialsByEpochs().keySet()).isSubsetOf(1, 2, 4, 8, 16, 27);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @Tag("unit")
  void aLadderThatHasNoBoundButItsEpochsFinishesItsBest(long seed) {
    ExperimentSpec spec =
        Specs.limited(
            ladder(1),
            new ExperimentSpec.Limits(
                OptionalInt.empty(),
                OptionalLong.of(400),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty()));

    SimulationResult result = Simulation.run(spec, 8, LossCurve.powerLaws(seed), TROUBLE, seed);

    assertThat(result.reason()).isEqualTo(Reason.EPOCHS_SPENT);
    assertThat(result.states().get(TrialState.COMPLETED)).isGreaterThanOrEqualTo(3);
  }

  private static ExperimentSpec ladder(int trials) {
    return Specs.of(
        trials,
        Specs.random(1, 27, new StoppingSettings.None()).space(),
        new SearchSettings.Ladder(1, SearchSettings.Ladder.Model.RANDOM, 1, 3),
        new StoppingSettings.None());
  }

  @Test
  @Tag("unit")
  void aThousandWorkersClimbALadder() {
    SimulationResult result =
        Simulation.run(
            ladder(10_000), 1_000, LossCurve.powerLaws(3), new Faults(0.05, 0.01, 0.5, 0.00002), 3);

    assertThat(result.trials()).isEqualTo(10_000);
    // c = 1/2 + 1/2 + 1/2 + 1/2 + 11/27 = 2.41: 10,000 / (2.41 · 2) = 2,076 get beyond epoch 1.
    assertThat(result.trialsByEpochs().get(1)).isBetween(7_850, 8_000);
  }

  @Test
  @Tag("unit")
  void promotionPausesAtItsRungs() {
    SimulationResult result =
        Simulation.run(
            Specs.random(270, 27, new StoppingSettings.AshaPromotion(1, 3)),
            16,
            LossCurve.powerLaws(5),
            TROUBLE,
            5);

    assertThat(result.trialsByEpochs()).containsOnlyKeys(1, 3, 9, 27);
    // A third goes on at each rung: 270, 90, 30, 10, and a few more that were best for a while.
    assertThat(result.trialsByEpochs().get(1)).isBetween(165, 180);
    assertThat(result.trialsByEpochs().get(27)).isBetween(10, 16);
  }

  private static final Optional<Duration> MAX_TIME = Optional.of(Duration.ofSeconds(40));

  static Stream<Arguments> rulesOfTime() {
    Stream<StoppingSettings> rules =
        Stream.of(
            new StoppingSettings.Asha(3, 3, StoppingSettings.Variant.OPTUNA, MAX_TIME),
            new StoppingSettings.AshaPromotion(3, 3, MAX_TIME),
            new StoppingSettings.Hyperband(3, 3, StoppingSettings.Variant.QUANTILE, MAX_TIME),
            new StoppingSettings.Pasha(3, 3, MAX_TIME),
            // With the ladder.
            new StoppingSettings.None());
    return rules.flatMap(
        rule -> LongStream.rangeClosed(1, 4).mapToObj(seed -> Arguments.of(rule, seed)));
  }

  /** Every second attempt of a trial is on a slower machine. */
  private static Pace unevenly(long seed) {
    return (trial, attempt) ->
        Pace.uniform(seed).of(trial, attempt) * (attempt % 2 == 0 ? 1.5 : 0.8);
  }

  /** A replay that decided otherwise would be a breach, as would anything after a trial's end. */
  @ParameterizedTest
  @MethodSource("rulesOfTime")
  @Tag("unit")
  void rulesThatCountTimeReplayWhateverGoesWrong(StoppingSettings rule, long seed) {
    SearchSettings search =
        rule instanceof StoppingSettings.None
            ? new SearchSettings.Ladder(1, SearchSettings.Ladder.Model.RANDOM, 3, 3, MAX_TIME)
            : new SearchSettings.Random(1);
    ExperimentSpec spec =
        Specs.of(200, Specs.random(1, 27, new StoppingSettings.None()).space(), search, rule);

    SimulationResult result =
        Simulation.run(
            spec,
            new SimulatedCluster(8, OptionalDouble.empty(), 1.7),
            new Workload(LossCurve.powerLaws(seed), unevenly(seed)),
            new Faults(0.2, 0.1, 0.5, 0.02),
            seed);

    assertThat(result.trials()).isEqualTo(200);
    assertThat(result.reason()).isEqualTo(Reason.ALL_TRIALS_ENDED);
    assertThat(result.states()).containsOnlyKeys(TrialState.COMPLETED, TrialState.STOPPED);
    assertThat(result.restarts()).isPositive();
    assertThat(result.trialsByEpochs().keySet()).allMatch(epochs -> epochs <= 27);
    assertThat(result.states().get(TrialState.COMPLETED)).isPositive();
  }

  /** The best third of the trials, whose epochs take three times as long as those of the others. */
  private static Workload dearWhereGood(long seed) {
    return new Workload(
        LossCurve.powerLaws(seed),
        (trial, attempt) ->
            // The floor of the trial's losses, as the curves draw it.
            Seeds.stream(Seeds.child(seed, trial, Purpose.SIMULATION)).nextDouble(0.1, 1) < 0.4
                ? 3
                : 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 8", "4, 1", "4, 8", "16, 8"})
  @Tag("unit")
  void halfOfTheTimeGoesToPromotionsHoweverDearTheBestAre(int firstRung, int slots) {
    ExperimentSpec spec =
        Specs.of(
            2000,
            Specs.random(1, 27, new StoppingSettings.None()).space(),
            new SearchSettings.Ladder(
                1,
                SearchSettings.Ladder.Model.RANDOM,
                firstRung,
                3,
                Optional.of(Duration.ofSeconds(81))),
            new StoppingSettings.None());
    // No trial comes to its last epoch before its time is over.
    ExperimentSpec endless =
        Specs.with(
            spec,
            Specs.random(1, 100_000, new StoppingSettings.None()).space(),
            spec.search(),
            spec.earlyStopping());

    SimulationResult result =
        Simulation.run(endless, SimulatedCluster.of(slots), dearWhereGood(1), Faults.NONE, 1);

    assertThat(result.promotedShare()).isBetween(0.47, 0.55);
  }

  @Test
  @Tag("slow")
  void fiveThousandWorkersShareAHundredThousandTrialsInHalfAMinute() {
    ExperimentSpec spec = Specs.random(100_000, 27, ASHA);
    long begin = System.nanoTime();

    SimulationResult result =
        Simulation.run(
            spec, 5_000, LossCurve.powerLaws(3), new Faults(0.05, 0.01, 0.5, 0.000005), 3);

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.println("5,000 workers, 100,000 trials, " + result.epochs() + " epochs: " + took);
    assertThat(result.trials()).isEqualTo(100_000);
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }
}
