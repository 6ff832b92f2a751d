package io.cellsearch.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CostPlanTest {
  @Test
  void withoutEarlyStoppingItIsTrialsTimesEpochs() {
    CostPlan plan = CostPlan.simulate(Specs.random(40, 9, new StoppingSettings.None()), 4, 5, 1);

    assertThat(plan.trials()).isEqualTo(40, within(1e-9));
    assertThat(plan.epochs()).isEqualTo(360, within(1e-9));
    assertThat(plan.most()).isEqualTo(360);
  }

  @Test
  void successiveHalvingEndsTrialsAtItsRungs() {
    StoppingSettings asha = new StoppingSettings.Asha(1, 3, StoppingSettings.Variant.OPTUNA);
    CostPlan plan = CostPlan.simulate(Specs.random(40, 27, asha), 4, 20, 1);

    // Rungs of 1, 3 and 9 epochs, then the end.
    assertThat(plan.trialsByEpochs()).containsOnlyKeys(1, 3, 9, 27);
    assertThat(plan.trialsByEpochs().values().stream().mapToDouble(each -> each).sum())
        .isEqualTo(40, within(1e-9));
    assertThat(plan.epochs()).isLessThan(0.5 * plan.most());
  }

  @Test
  void theSameSeedGivesTheSamePlan() {
    StoppingSettings asha = new StoppingSettings.Asha(1, 3, StoppingSettings.Variant.QUANTILE);

    assertThat(CostPlan.simulate(Specs.random(40, 27, asha), 4, 3, 7))
        .isEqualTo(CostPlan.simulate(Specs.random(40, 27, asha), 4, 3, 7));
  }
}
