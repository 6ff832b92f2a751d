package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.search.StoppingRule.Verdict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, for every rule. */
@Tag("unit")
final class StoppingRulesTest {

  abstract static class Rule extends SearchContract {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Random(seed);
    }

    @Test
    void aLossThatIsNoNumberStopsAndMattersToNobodyElse() {
      StoppingRule rule = Algorithms.of(spec(1)).stopping();
      StoppingRule other = Algorithms.of(spec(1)).stopping();
      for (int trial = 1; trial <= 40; trial++) {
        rule.started(trial);
        other.started(trial);
        boolean diverges = trial % 4 == 0;
        double loss = diverges ? Double.NaN : trial * 7 % 40;
        Verdict verdict = rule.reported(trial, 1, loss);
        assertThat(verdict == Verdict.STOP || !diverges).isTrue();
        if (!diverges) {
          assertThat(verdict).isEqualTo(other.reported(trial, 1, loss));
        }
      }
      assertThat(rule.reported(40, 2, Double.NEGATIVE_INFINITY)).isEqualTo(Verdict.STOP);
    }

    @Test
    void askingForAPromotionChangesNothing() {
      StoppingRule rule = Algorithms.of(spec(1)).stopping();
      for (int trial = 1; trial <= 40; trial++) {
        rule.started(trial);
        rule.reported(trial, 1, trial * 7 % 40);
        assertThat(rule.promotion(true)).isEqualTo(rule.promotion(true));
        assertThat(rule.promotion(false)).isEqualTo(rule.promotion(false));
      }
    }
  }

  @Nested
  final class None extends Rule {}

  @Nested
  final class Asha extends Rule {
    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.Asha(1, 3, Variant.QUANTILE);
    }
  }

  @Nested
  final class Promotion extends Rule {
    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.AshaPromotion(1, 3);
    }
  }

  @Nested
  final class Progressive extends Rule {
    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.Pasha(1, 3);
    }
  }

  @Nested
  final class Brackets extends Rule {
    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.Hyperband(1, 3, Variant.OPTUNA);
    }
  }

  @Nested
  final class Median extends Rule {
    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.Median(5, 0);
    }
  }

  /** The promotion form beside a sampler that learns: paused trials teach it. */
  @Nested
  final class PromotionWithTpe extends Rule {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Tpe(seed, 10, 24);
    }

    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.AshaPromotion(1, 3);
    }
  }
}
