package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.search.StoppingRule.Promotion;
import io.cellsearch.core.search.StoppingRule.Verdict;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LadderTest {

  private static Ladder ladder(int maxEpochs) {
    return ladder(maxEpochs, 0);
  }

  private static Ladder ladder(int maxEpochs, int randomStart) {
    return new Ladder(new SearchSettings.Ladder(1, Model.GP, 1, 2), maxEpochs, randomStart);
  }

  private static void pause(Ladder ladder, int trial, double loss) {
    int first = ladder.started(trial);
    for (int epoch = 1; epoch < first; epoch++) {
      assertThat(ladder.reported(trial, epoch, loss)).isEqualTo(Verdict.GO_ON);
    }
    assertThat(ladder.reported(trial, first, loss)).isEqualTo(Verdict.PAUSE);
  }

  private static void promote(Ladder ladder, int trial, int target) {
    assertThat(ladder.promotion(true)).contains(new Promotion(trial, target));
    ladder.promoted(new Promotion(trial, target));
  }

  @Test
  void rungsDoubleUpToTheLastEpoch() {
    assertThat(ladder(50).levels()).containsExactly(1, 2, 4, 8, 16, 32, 50);
    assertThat(ladder(64).levels()).containsExactly(1, 2, 4, 8, 16, 32, 64);
    // 1/2 five times and 1 - 32/50
    assertThat(ladder(50).costOfPromotions()).isCloseTo(2.86, within(1e-12));
  }

  @Test
  void promotionsAreBoughtByQuota() {
    // Rungs 1 2 4: c = 1/2 + 1/2 = 1, so rung 1 promotes ⌊n / 2⌋ and rung 2 ⌊n / 4⌋.
    Ladder ladder = ladder(4);
    pause(ladder, 1, .5);
    assertThat(ladder.promotion(true)).isEmpty();
    pause(ladder, 2, .4);
    promote(ladder, 2, 2);
    assertThat(ladder.promotion(true)).isEmpty();
    pause(ladder, 3, .6);
    assertThat(ladder.promotion(true)).isEmpty();
    pause(ladder, 4, .7);

    // Two of four: .4, which went, and .5. The higher rung has a quota of one and nobody there yet.
    promote(ladder, 1, 2);
    assertThat(ladder.reported(2, 2, .3)).isEqualTo(Verdict.PAUSE);
    promote(ladder, 2, 4);
    assertThat(ladder.promotion(true)).isEmpty();
  }

  @Test
  void aRandomStartBuysNoPromotions() {
    // As above, with three trials that buy nothing: quotas of ⌊(n - 3) / 2⌋.
    Ladder ladder = ladder(4, 3);
    for (int trial = 1; trial <= 4; trial++) {
      pause(ladder, trial, trial / 10.0);
      assertThat(ladder.promotion(true)).isEmpty();
    }
    pause(ladder, 5, .5);
    promote(ladder, 1, 2);
  }

  @Test
  void divergedOnesAreHeardButHoldNoPlace() {
    Ladder ladder = ladder(4);
    ladder.started(1);
    assertThat(ladder.reported(1, 1, Double.NaN)).isEqualTo(Verdict.STOP);
    pause(ladder, 2, .5);

    // Heard of two: a quota of one.
    promote(ladder, 2, 2);
    assertThat(ladder.diverged()).containsExactly(1);
    assertThat(ladder.order()).containsExactly(2);
  }

  @Test
  void aScoreAddsTheGainOfTheLastOctave() {
    Climb climb = new Climb(List.of(1, 2, 4, 5));
    climb.reported(1, .9);
    climb.reported(2, .8);
    climb.reported(3, .85);
    climb.reported(4, .6);
    climb.reported(5, .7);

    assertThat(climb.score(0)).isEqualTo(.9);
    // .8 - (.9 - .8), .6 - (.8 - .6), and at 5, half way to which is 3: .6 - (.8 - .6)
    assertThat(climb.score(1)).isCloseTo(.7, within(1e-12));
    assertThat(climb.score(2)).isCloseTo(.4, within(1e-12));
    assertThat(climb.score(3)).isCloseTo(.4, within(1e-12));
  }

  @Test
  void thoseThatCameFurtherAreRearrangedWithinTheirPlaces() {
    Ladder ladder = ladder(4);
    for (int trial = 1; trial <= 6; trial++) {
      pause(ladder, trial, trial / 10.0);
    }
    promote(ladder, 1, 2);
    promote(ladder, 2, 2);
    promote(ladder, 3, 2);
    ladder.reported(1, 2, .1);
    ladder.reported(3, 2, .01);
    ladder.reported(2, 2, .16);

    // Scores at 2 epochs: 1: .1, 2: .16 - .04 = .12, 3: .01 - .29; the first three places are
    // theirs.
    assertThat(ladder.order()).containsExactly(3, 1, 2, 4, 5, 6);
  }

  /**
   * Trials 2 to 9 rest at 1 epoch, the best first; trial 2 was promoted from there and trains from
   * 2 epochs to 4. c = 3/2: the rungs 1, 2 and 4 promote ⌊n / 3⌋, ⌊n / 6⌋ and ⌊n / 12⌋.
   */
  private static Ladder climbing() {
    Ladder ladder = ladder(8);
    for (int trial = 2; trial <= 9; trial++) {
      pause(ladder, trial, trial / 10.0);
    }
    promote(ladder, 2, 2);
    assertThat(ladder.reported(2, 2, .2)).isEqualTo(Verdict.PAUSE);
    promote(ladder, 2, 4);
    return ladder;
  }

  @Test
  void itsOwnLossesDoNotInterruptATrial() {
    Ladder ladder = climbing();
    assertThat(ladder.reported(2, 3, 9)).isEqualTo(Verdict.GO_ON);
    assertThat(ladder.reported(2, 4, 9)).isEqualTo(Verdict.PAUSE);
  }

  /** Trial 1 comes to 2 epochs with a better loss, where there is one place. */
  private static void outrank(Ladder ladder) {
    pause(ladder, 1, .1);
    promote(ladder, 1, 2);
    assertThat(ladder.reported(1, 2, .1)).isEqualTo(Verdict.PAUSE);
  }

  @Test
  void anOutrankedTrialPausesBetweenTwoRungs() {
    Ladder ladder = climbing();
    outrank(ladder);

    assertThat(ladder.reported(2, 3, .1)).isEqualTo(Verdict.PAUSE);
    promote(ladder, 1, 4);
  }

  @Test
  void itIsPromotedAnewWhenThereIsAPlaceForIt() {
    Ladder ladder = climbing();
    outrank(ladder);
    ladder.reported(2, 3, .1);
    promote(ladder, 1, 4);
    pause(ladder, 10, 1.0);
    // Rung 1 has three places now, rung 2 one.
    promote(ladder, 3, 2);
    assertThat(ladder.promotion(true)).isEmpty();

    pause(ladder, 11, 1.1);
    pause(ladder, 12, 1.2);
    promote(ladder, 2, 4);
    assertThat(ladder.reported(2, 4, .1)).isEqualTo(Verdict.PAUSE);
  }

  @Test
  void aFinalistIsNotInterrupted() {
    // No quota is full: the best go on because nothing else can.
    Ladder ladder = ladder(8, 9);
    pause(ladder, 1, .1);
    pause(ladder, 2, .2);
    assertThat(ladder.promotion(false)).contains(new Promotion(1, 2));
    promoteLast(ladder, 1, 2);
    promoteLast(ladder, 2, 2);
    ladder.reported(2, 2, .2);
    promoteLast(ladder, 2, 4);
    ladder.reported(1, 2, .1);

    assertThat(ladder.reported(2, 3, .2)).isEqualTo(Verdict.GO_ON);
  }

  private static void promoteLast(Ladder ladder, int trial, int target) {
    assertThat(ladder.promotion(false)).contains(new Promotion(trial, target));
    ladder.promoted(new Promotion(trial, target));
  }

  @Test
  void whereTheFirstLossMisleadsNewTrialsPauseLater() {
    Ladder ladder = ladder(50);
    assertThat(ladder.firstLevel()).isEqualTo(1);
    int reversed = 0;
    for (int trial = 1; trial <= 200 && reversed < 10; trial++) {
      assertThat(ladder.firstLevel()).isEqualTo(1);
      pause(ladder, trial, trial);
      Optional<Promotion> promotion = ladder.promotion(true);
      promotion.ifPresent(ladder::promoted);
      if (promotion.isPresent() && promotion.get().target() == 2) {
        // The better after the first epoch, the worse after the second.
        ladder.reported(promotion.get().trial(), 2, 1000 - promotion.get().trial());
        reversed++;
      }
    }

    assertThat(ladder.firstLevel()).isEqualTo(2);
    assertThat(ladder.started(1000)).isEqualTo(2);
    assertThat(ladder.order()).hasSize(10);
    assertThat(ladder.pending()).containsExactly(1000);
  }

  @Test
  void agreementIsTheCorrelationOfRanks() {
    Agreement agreement = new Agreement(2);
    for (int trial = 1; trial <= 10; trial++) {
      agreement.reached(trial, 0, trial);
      agreement.reached(trial, 1, trial % 2 == 0 ? trial : trial + 1);
    }

    // Neighbours tie at the second rung and keep their order: all ranks agree.
    assertThat(agreement.pairs(0)).isEqualTo(10);
    assertThat(agreement.correlation(0)).isEqualTo(1);
  }

  @Test
  void aBaseThatMovedUpMovesBackWhenTheFirstLossesAgreeAfterAll() {
    Guard guard = new Guard(4);
    for (int trial = 1; trial <= 10; trial++) {
      guard.reached(trial, 0, trial);
      assertThat(guard.reached(trial, 1, 100 - trial)).isEqualTo(trial == 10);
    }
    assertThat(guard.base()).isEqualTo(1);

    // Looked at again with twice as many, ten of which are reversed in the first ten places:
    // Σ d² = 2 (9² + 7² + 5² + 3² + 1²) = 330, a correlation of 1 - 6 · 330 / (20 · 399) = .75,
    // which is 3.3 of its standard errors of 1/√19.
    for (int trial = 11; trial <= 20; trial++) {
      guard.reached(trial, 0, trial);
      assertThat(guard.reached(trial, 1, 100 + trial)).isEqualTo(trial == 20);
    }
    assertThat(guard.base()).isZero();
  }

  @Test
  void whenNothingCanStartTheBestAreTrainedToTheirEnds() {
    Ladder ladder = ladder(8);
    pause(ladder, 1, .5);
    pause(ladder, 2, .6);
    assertThat(ladder.promotion(false)).contains(new Promotion(1, 2));
    ladder.promoted(new Promotion(1, 2));
    // The second of two finalists, while the first runs; then nobody is left.
    assertThat(ladder.promotion(false)).contains(new Promotion(2, 2));
    ladder.promoted(new Promotion(2, 2));
    assertThat(ladder.promotion(false)).isEmpty();
    ladder.reported(1, 2, .4);
    assertThat(ladder.promotion(false)).contains(new Promotion(1, 4));
    ladder.promoted(new Promotion(1, 4));
    ladder.ended(1, TrialState.COMPLETED);
    assertThat(ladder.promotion(false)).isEmpty();
  }
}
