package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.StoppingRule.Verdict;
import io.cellsearch.core.trial.TrialState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The golden values of SEARCH.md, and what they leave open. */
@Tag("unit")
final class MedianStoppingTest {
  private static final double[][] HISTORIES = {
    {1, .9, .8}, {1.2, 1, .7}, {.9, .8, .6}, {1.1, .95, .9}, {1.3, 1.1, 1}
  };

  private static MedianStopping after(int trials, int warmup, TrialState state) {
    MedianStopping rule = new MedianStopping(new StoppingSettings.Median(5, warmup), 27);
    for (int trial = 1; trial <= trials; trial++) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        rule.reported(trial, epoch, HISTORIES[trial - 1][epoch - 1]);
      }
      rule.ended(trial, state);
    }
    return rule;
  }

  @Test
  void theBestSoFarIsHeldAgainstTheMedianOfThoseThatCompleted() {
    MedianStopping rule = after(5, 0, TrialState.COMPLETED);

    // medians 1.1, 0.95, 0.8
    assertThat(rule.reported(6, 1, 1.15)).isEqualTo(Verdict.STOP);
    assertThat(rule.reported(6, 2, .94)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(6, 3, .85)).isEqualTo(Verdict.STOP);
  }

  @Test
  void theMedianItselfGoesOn() {
    assertThat(after(5, 0, TrialState.COMPLETED).reported(6, 1, 1.1)).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void fewerThanFiveStopNobody() {
    assertThat(after(4, 0, TrialState.COMPLETED).reported(6, 1, 9)).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void thoseStoppedEarlyAreNotCounted() {
    assertThat(after(5, 0, TrialState.STOPPED).reported(6, 1, 9)).isEqualTo(Verdict.GO_ON);
  }

  @Test
  void nobodyIsStoppedWhileHeWarmsUp() {
    MedianStopping rule = after(5, 1, TrialState.COMPLETED);

    assertThat(rule.reported(6, 1, 9)).isEqualTo(Verdict.GO_ON);
    assertThat(rule.reported(6, 2, 9)).isEqualTo(Verdict.STOP);
  }

  @Test
  void anEpochThatNoneReachedJudgesNobody() {
    assertThat(after(5, 0, TrialState.COMPLETED).reported(6, 4, 9)).isEqualTo(Verdict.GO_ON);
  }
}
