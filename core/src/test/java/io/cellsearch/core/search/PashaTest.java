package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.StoppingRule.Promotion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PashaTest {
  private final Pasha rule = new Pasha(new StoppingSettings.Pasha(1, 3), 27);

  /** Trials 1 to n pause after their first epoch with losses that rise with their number. */
  private void pause(int trials) {
    for (int trial = 1; trial <= trials; trial++) {
      rule.started(trial);
      rule.reported(trial, 1, trial);
    }
  }

  private void climb(int trial, double second, double third) {
    assertThat(rule.promotion(true)).contains(new Promotion(trial, 3));
    rule.promoted(new Promotion(trial, 3));
    rule.reported(trial, 2, second);
    rule.reported(trial, 3, third);
  }

  @Test
  void noTrialGoesBeyondTheSecondRungWhileTheOrderStays() {
    pause(12);
    climb(1, .9, .8);
    climb(2, 1.9, 1.8);
    climb(3, 2.9, 2.8);
    climb(4, 3.9, 3.8);

    // Four of twelve went; four at epoch 3 would let one on to 9.
    assertThat(rule.lastLevel()).isEqualTo(3);
    assertThat(rule.promotion(true)).isEmpty();
  }

  @Test
  void theLastRungMovesUpWhenTheOrderChanges() {
    pause(12);
    climb(1, .9, .8);
    climb(2, .9, .7);

    assertThat(rule.lastLevel()).isEqualTo(9);
    climb(3, 3, 3);
    // One of three at epoch 3: trial 2.
    assertThat(rule.promotion(true)).contains(new Promotion(2, 9));
  }

  @Test
  void anOrderThatChangesWithinTheNoiseStays() {
    for (int trial = 1; trial <= 9; trial++) {
      rule.started(trial);
      rule.reported(trial, 1, trial < 3 ? 1 + 0.1 * trial : trial);
    }
    // 1.1 1.3 .8 against 1.2 1.2 1.0: the first is better, worse, better.
    climb(1, 1.3, .8);
    climb(2, 1.2, 1.0);
    assertThat(rule.noise()).isCloseTo(.2, within(1e-12));
    assertThat(rule.lastLevel()).isEqualTo(3);
  }

  @Test
  void theLastRungNeverPassesTheLastEpoch() {
    Pasha small = new Pasha(new StoppingSettings.Pasha(1, 3), 2);
    for (int trial = 1; trial <= 6; trial++) {
      small.started(trial);
      small.reported(trial, 1, trial);
    }

    assertThat(small.lastLevel()).isEqualTo(2);
    assertThat(small.promotion(true)).contains(new Promotion(1, 2));
    assertThat(new Pasha(new StoppingSettings.Pasha(3, 3), 2).promotion(false)).isEmpty();
  }
}
