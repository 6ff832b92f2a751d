package io.cellsearch.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CostPlanTest {
  @Test
  void withoutEarlyStoppingItIsTrialsTimesEpochs() {
    CostPlan plan = CostPlan.simulate(Specs.random(40, 9, new StoppingSettings.None()), 4, 5, 1);

    assertThat(plan.trials()).isEqualTo(40, within(1e-9));
    assertThat(plan.epochs()).isEqualTo(360, within(1e-9));
    assertThat(plan.most()).hasValue(360);
  }

  @Test
  void successiveHalvingEndsTrialsAtItsRungs() {
    StoppingSettings asha = new StoppingSettings.Asha(1, 3, StoppingSettings.Variant.OPTUNA);
    CostPlan plan = CostPlan.simulate(Specs.random(40, 27, asha), 4, 20, 1);

    // Rungs of 1, 3 and 9 epochs, then the end.
    assertThat(plan.trialsByEpochs()).containsOnlyKeys(1, 3, 9, 27);
    assertThat(plan.trialsByEpochs().values().stream().mapToDouble(each -> each).sum())
        .isEqualTo(40, within(1e-9));
    assertThat(plan.epochs()).isLessThan(0.5 * plan.most().orElseThrow());
  }

  @Test
  void theSameSeedGivesTheSamePlan() {
    StoppingSettings asha = new StoppingSettings.Asha(1, 3, StoppingSettings.Variant.QUANTILE);

    assertThat(CostPlan.simulate(Specs.random(40, 27, asha), 4, 3, 7))
        .isEqualTo(CostPlan.simulate(Specs.random(40, 27, asha), 4, 3, 7));
  }

  @Test
  void aLadderPausesMostOfItsTrialsAtTheFirstRung() {
    CostPlan plan = CostPlan.simulate(ladder(200, SearchSettings.Ladder.Model.RANDOM), 4, 5, 1);

    assertThat(plan.trials()).isEqualTo(200, within(1e-9));
    assertThat(plan.stages().keySet()).isSubsetOf(1, 2, 4, 8, 16, 27);
    // c = 1/2 + 1/2 + 1/2 + 1/2 + 11/27 = 2.41; of 200 trials ⌊200 / (2.41 · 2)⌋ = 41 are promoted
    // from the first rung by quota, and few more.
    assertThat(plan.trialsByEpochs().get(1)).isBetween(150.0, 159.0);
    // At most one for each promotion, 41 + 20 + 10 + 5 + 3 by quota and 3 · 5 of the finalists; who
    // is the best when it comes to its rung goes on without one.
    assertThat(plan.resumes()).isBetween(1.0, 94.0);
  }

  @Test
  void whatSuggestsConfigurationsDoesNotChangeThePlan() {
    assertThat(CostPlan.simulate(ladder(60, SearchSettings.Ladder.Model.GP), 2, 3, 1))
        .isEqualTo(CostPlan.simulate(ladder(60, SearchSettings.Ladder.Model.RANDOM), 2, 3, 1));
  }

  @Test
  void aBudgetOfEpochsEndsASearchWithoutABoundOfTrials() {
    ExperimentSpec spec = unlimited(OptionalLong.of(500), new StoppingSettings.None());

    CostPlan plan = CostPlan.simulate(spec, 1, 3, 1);

    // 27 epochs a trial: the 19th begins after 486 and ends after 513.
    assertThat(plan.trials()).isEqualTo(19, within(1e-9));
    assertThat(plan.epochs()).isEqualTo(513, within(1e-9));
    assertThat(plan.most()).isEmpty();
  }

  @Test
  void aLimitOfTimeEndsIt() {
    ExperimentSpec spec = unlimited(OptionalLong.empty(), new StoppingSettings.None());

    CostPlan plan = CostPlan.simulate(spec, new SimulatedCluster(2, OptionalDouble.of(100)), 5, 1);

    // Two slots for the time of 100 epochs of mean speed; each ends at its next epoch.
    assertThat(plan.makespan()).isBetween(100.0, 102.0);
    assertThat(plan.epochs()).isBetween(150.0, 300.0);
  }

  @Test
  void whereTimeIsTheResourceTrialsEndAtRungsOfSeconds() {
    StoppingSettings asha =
        new StoppingSettings.Asha(
            3, 3, StoppingSettings.Variant.OPTUNA, Optional.of(Duration.ofSeconds(40)));

    CostPlan plan =
        CostPlan.simulate(
            Specs.random(40, 27, asha),
            new SimulatedCluster(4, OptionalDouble.empty(), 1.7),
            20,
            1);

    // Rungs at 3, 9 and 27 s; whoever comes to the end is at 40 s, or at its last epoch.
    assertThat(plan.stages()).containsOnlyKeys(3, 9, 27, 40);
    assertThat(plan.stages().values().stream().mapToDouble(Stage::trials).sum())
        .isEqualTo(40, within(1e-9));
    assertThat(plan.stages().values().stream().mapToDouble(Stage::epochs).sum())
        .isEqualTo(plan.epochs(), within(1e-9));
  }

  private static ExperimentSpec ladder(int trials, SearchSettings.Ladder.Model model) {
    return Specs.of(
        trials,
        Specs.random(1, 27, new StoppingSettings.None()).space(),
        new SearchSettings.Ladder(1, model, 1, 3),
        new StoppingSettings.None());
  }

  private static ExperimentSpec unlimited(OptionalLong maxEpochs, StoppingSettings stopping) {
    return Specs.limited(
        Specs.random(1, 27, stopping),
        new ExperimentSpec.Limits(
            OptionalInt.empty(),
            maxEpochs,
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty()));
  }
}
