package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.search.StoppingRule.Verdict;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class HyperbandTest {

  /** The golden values of SEARCH.md. */
  @Test
  void bracketsShareTheTrialsByTheirWeights() {
    assertThat(Hyperband.weights(1, 81, 3)).containsExactly(81, 34, 15, 8, 5);
    assertThat(Hyperband.weights(1, 27, 3)).containsExactly(27, 12, 6, 4);
    assertThat(Hyperband.weights(1, 64, 4)).containsExactly(64, 22, 8, 4);
  }

  @Test
  void aPowerOfTheFactorHasItsLastBracket() {
    // log(243) / log(3) is 4.999... in floating point; 1, 3, 9, 27, 81, 243 are six brackets.
    assertThat(Hyperband.weights(1, 243, 3)).hasSize(6);
    assertThat(Hyperband.weights(1, 242, 3)).hasSize(5);
  }

  @Test
  void anyBeginningOfTheDealIsAsEvenAsItCanBe() {
    List<Integer> deal = Hyperband.deal(List.of(27, 12, 6, 4));

    assertThat(deal).hasSize(49);
    assertThat(List.of(0, 1, 2, 3))
        .allSatisfy(
            bracket ->
                assertThat(Collections.frequency(deal, bracket))
                    .isEqualTo(List.of(27, 12, 6, 4).get(bracket)));
    // Of 10 trials 10 * 27/49 = 5.5, 2.4, 1.2 and 0.8.
    assertThat(Collections.frequency(deal.subList(0, 10), 0)).isBetween(5, 6);
    assertThat(deal.subList(0, 10)).contains(1, 2, 3);
  }

  @Test
  void aPatientBracketLooksLater() {
    Hyperband rule = new Hyperband(new StoppingSettings.Hyperband(1, 3, Variant.OPTUNA), 27);
    int bold = first(rule, 0, 0);
    int bolder = first(rule, 0, bold);
    int patient = first(rule, 2, 0);
    int other = first(rule, 2, patient);

    assertThat(rule.reported(bold, 1, 0.5)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(bolder, 1, 0.6)).isEqualTo(Verdict.STOP);
    assertThat(rule.reported(patient, 8, 0.9)).isEqualTo(Verdict.GO_ON);
    // The first rung of bracket 2 stands at 9.
    assertThat(rule.reported(patient, 9, 0.9)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(other, 9, 0.95)).isEqualTo(Verdict.STOP);
  }

  private static int first(Hyperband rule, int bracket, int after) {
    int trial = after + 1;
    while (rule.bracket(trial) != bracket) {
      trial++;
    }
    return trial;
  }
}
