package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.StoppingRule.Promotion;
import io.cellsearch.core.search.StoppingRule.Verdict;
import io.cellsearch.core.trial.TrialState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class AshaPromotionTest {
  private final AshaPromotion rule =
      new AshaPromotion(new StoppingSettings.AshaPromotion(1, 3), 27);

  private void pause(int trial, double loss) {
    assertThat(rule.started(trial)).isEqualTo(1);
    assertThat(rule.reported(trial, 1, loss)).isEqualTo(Verdict.PAUSE);
  }

  private void promote(int trial, int target) {
    Promotion promotion = new Promotion(trial, target);
    assertThat(rule.promotion(true)).contains(promotion);
    rule.promoted(promotion);
  }

  @Test
  void trialsPauseAtPowersOfTheFactorAndAtTheEnd() {
    assertThat(rule.levels()).containsExactly(1, 3, 9, 27);
  }

  @Test
  void aThirdOfARungIsPromotedTheBestFirst() {
    pause(1, .5);
    pause(2, .6);
    assertThat(rule.promotion(true)).isEmpty();
    pause(3, .4);

    // ⌊3 / 3⌋ = 1: the best of .4 .5 .6; then nobody until there are six.
    promote(3, 3);
    assertThat(rule.promotion(true)).isEmpty();
    pause(4, .7);
    pause(5, .45);
    assertThat(rule.promotion(true)).isEmpty();
    pause(6, .3);

    // ⌊6 / 3⌋ = 2: .3 and .4, of which .4 went already; .45 is third.
    promote(6, 3);
    assertThat(rule.promotion(true)).isEmpty();
  }

  @Test
  void theHighestRungComesFirst() {
    for (int trial = 1; trial <= 9; trial++) {
      pause(trial, trial / 10.0);
    }
    promote(1, 3);
    promote(2, 3);
    promote(3, 3);
    assertThat(rule.reported(2, 2, .1)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(2, 3, .1)).isEqualTo(Verdict.PAUSE);
    assertThat(rule.reported(1, 3, .2)).isEqualTo(Verdict.PAUSE);
    assertThat(rule.promotion(true)).isEmpty();
    for (int trial = 10; trial <= 12; trial++) {
      pause(trial, .01);
    }
    assertThat(rule.reported(3, 3, .3)).isEqualTo(Verdict.PAUSE);

    // Rung 3 holds three, its best is 2; rung 1 holds twelve and would promote 10.
    promote(2, 9);
    promote(10, 3);
  }

  @Test
  void equalLossesGoByNumber() {
    pause(2, .5);
    pause(1, .5);
    pause(3, .5);

    promote(1, 3);
  }

  @Test
  void aTrialThatDivergedOrFailedLeavesItsRung() {
    pause(1, .1);
    pause(2, .5);
    pause(3, .6);
    rule.ended(1, TrialState.FAILED);
    assertThat(rule.promotion(true)).isEmpty();
    pause(4, .7);

    promote(2, 3);
    assertThat(rule.reported(2, 2, Double.NaN)).isEqualTo(Verdict.STOP);
  }

  @Test
  void aReportPastARungCountsForEachRungPassed() {
    pause(1, .5);
    pause(2, .6);
    pause(3, .7);
    promote(1, 3);
    assertThat(rule.reported(1, 4, .4)).isEqualTo(Verdict.PAUSE);

    assertThat(rule.rung(1).contains(1)).isTrue();
    assertThat(rule.rung(2).contains(1)).isFalse();
  }

  @Test
  void theBestGoesOnToTheEndWhenNothingElseIsLeft() {
    pause(1, .5);
    rule.started(2);
    assertThat(rule.promotion(false)).isEmpty();
    rule.reported(2, 1, .4);

    assertThat(rule.promotion(true)).isEmpty();
    assertThat(rule.promotion(false)).contains(new Promotion(2, 3));
    rule.promoted(new Promotion(2, 3));
    assertThat(rule.promotion(false)).isEmpty();
    rule.reported(2, 3, .3);
    assertThat(rule.promotion(false)).contains(new Promotion(2, 9));
    rule.promoted(new Promotion(2, 9));
    rule.ended(2, TrialState.COMPLETED);
    assertThat(rule.promotion(false)).isEmpty();
  }
}
