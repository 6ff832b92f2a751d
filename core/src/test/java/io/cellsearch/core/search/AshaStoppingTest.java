package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.StoppingSettings.Asha;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.search.StoppingRule.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class AshaStoppingTest {

  /**
   * The golden sequences of SEARCH.md, recorded from Optuna 5.0.0 and Syne Tune: c goes on, S
   * stops.
   */
  @ParameterizedTest
  @CsvSource({"OPTUNA, cScSScSScS", "QUANTILE, cScSccSccS"})
  void decidesAsThePublishedRuleDoes(Variant variant, String decisions) {
    AshaStopping rule = new AshaStopping(new Asha(1, 3, variant), 3);
    double[] losses = {.5, .6, .4, .7, .45, .3, .55, .42, .35, .5};

    StringBuilder decided = new StringBuilder();
    for (int trial = 1; trial <= losses.length; trial++) {
      decided.append(rule.reported(trial, 1, losses[trial - 1]) == Verdict.GO_ON ? 'c' : 'S');
    }

    assertThat(decided).hasToString(decisions);
  }

  @Test
  void rungsStandAtPowersOfTheFactorBelowTheLastEpoch() {
    assertThat(new AshaStopping(new Asha(1, 3, Variant.OPTUNA), 27).levels())
        .containsExactly(1, 3, 9);
    assertThat(new AshaStopping(new Asha(3, 3, Variant.OPTUNA), 81).levels())
        .containsExactly(3, 9, 27);
    assertThat(new AshaStopping(new Asha(5, 2, Variant.OPTUNA), 5).levels()).isEmpty();
  }

  @Test
  void aReportPastARungCountsForEachRungPassed() {
    AshaStopping rule = new AshaStopping(new Asha(1, 3, Variant.OPTUNA), 27);
    rule.reported(1, 9, 0.5);

    // Trial 2 is worse than trial 1 at rung 3, where trial 1 counted too.
    assertThat(rule.reported(2, 1, 0.4)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(2, 3, 0.6)).isEqualTo(Verdict.STOP);
  }

  @Test
  void aRungCountsATrialOnce() {
    AshaStopping rule = new AshaStopping(new Asha(1, 3, Variant.OPTUNA), 27);
    assertThat(rule.reported(1, 1, 0.5)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(1, 2, 0.9)).isEqualTo(Verdict.GO_ON);

    // 0.9 at epoch 2 stood at no rung: 0.6 is second of two at rung 1.
    assertThat(rule.reported(2, 1, 0.6)).isEqualTo(Verdict.STOP);
  }

  @Test
  void aLossThatIsNoNumberStopsAndIsNotRemembered() {
    AshaStopping rule = new AshaStopping(new Asha(1, 3, Variant.QUANTILE), 27);

    assertThat(rule.reported(1, 1, Double.NaN)).isEqualTo(Verdict.STOP);
    assertThat(rule.reported(2, 1, Double.POSITIVE_INFINITY)).isEqualTo(Verdict.STOP);
    assertThat(rule.reported(3, 1, 1e30)).isEqualTo(Verdict.GO_ON);
  }
}
