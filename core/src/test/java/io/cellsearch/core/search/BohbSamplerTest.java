package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One parameter, so that a rung needs 1 + 2 = 3 trials before the model looks at it. */
@Tag("unit")
final class BohbSamplerTest {
  private static final SearchSpace SPACE = Spaces.of(Spaces.real("x", 0, 1, Scale.LINEAR));

  private final BohbSampler sampler = sampler(0);

  private static BohbSampler sampler(double randomFraction) {
    return new BohbSampler(
        new SearchSettings.Bohb(1, randomFraction, 0.15, 64),
        SPACE,
        new Untried(SPACE, 1),
        List.of(1, 3, 9));
  }

  private static Trial started(BohbSampler sampler, int number, double x) {
    Configuration at = SPACE.configure(parameter -> new ParameterValue.Real(x));
    Trial trial = new Trial(number, at);
    sampler.started(trial);
    return trial;
  }

  private static void report(BohbSampler sampler, Trial trial, int epoch, double loss) {
    trial.reported(epoch, loss);
    sampler.reported(trial);
  }

  @Test
  void theModelLooksAtTheHighestRungWithEnoughTrials() {
    for (int number = 1; number <= 3; number++) {
      Trial trial = started(sampler, number, number / 10.0);
      sampler.suggest(10);
      assertThat(sampler.modelledLevel()).isEmpty();
      report(sampler, trial, 1, number);
      report(sampler, trial, 2, number);
      // Two of them get further, which is not enough there.
      if (number <= 2) {
        report(sampler, trial, 3, number);
      }
    }
    sampler.suggest(10);
    assertThat(sampler.modelledLevel()).contains(1);

    Trial fourth = started(sampler, 4, .9);
    report(sampler, fourth, 1, 9);
    report(sampler, fourth, 3, 9);
    sampler.suggest(10);
    assertThat(sampler.modelledLevel()).contains(3);
  }

  @Test
  void suggestionsComeFromAmongTheGood() {
    // Below one half good, above it bad.
    for (int number = 1; number <= 40; number++) {
      double x = (number - 0.5) / 40;
      report(sampler, started(sampler, number, x), 1, x < 0.5 ? x / 10 : x);
    }
    double sum = 0;
    for (int number = 41; number <= 60; number++) {
      sum += sampler.suggest(number).real("x");
    }

    // The six best of forty lie below 6/40 = .15; uniform points have a mean of .5.
    assertThat(sum / 20).isLessThan(.3);
  }

  @Test
  void aShareOfSuggestionsIsRandom() {
    BohbSampler half = sampler(0.5);
    RandomSampler random = new RandomSampler(SPACE, 1);
    for (int number = 1; number <= 40; number++) {
      report(half, started(half, number, number / 100.0), 1, number);
    }
    int equal = 0;
    for (int number = 100; number < 300; number++) {
      equal += half.suggest(number).equals(random.suggest(number)) ? 1 : 0;
    }

    // Binomial(200, 1/2): 100 with a deviation of 7.
    assertThat(equal).isBetween(70, 130);
  }

  @Test
  void aDivergedTrialStandsLastWhereItWasBoundFor() {
    for (int number = 1; number <= 2; number++) {
      Trial trial = started(sampler, number, .1);
      report(sampler, trial, 1, number);
      report(sampler, trial, 3, number);
    }
    Trial diverged = started(sampler, 3, .9);
    report(sampler, diverged, 1, .01);
    report(sampler, diverged, 2, Double.NaN);
    sampler.suggest(10);

    assertThat(sampler.modelledLevel()).contains(3);
  }

  @Test
  void aFailedTrialSaysNothing() {
    for (int number = 1; number <= 3; number++) {
      report(sampler, started(sampler, number, .1), 1, number);
    }
    Trial failed = started(sampler, 4, .5);
    report(sampler, failed, 1, .5);
    failed.is(TrialState.FAILED);
    sampler.learn(failed);
    sampler.suggest(10);
    assertThat(sampler.modelledLevel()).contains(1);

    // Two are left of three.
    Trial cancelled = new Trial(1, SPACE.configure(parameter -> new ParameterValue.Real(.1)));
    cancelled.is(TrialState.CANCELLED);
    sampler.learn(cancelled);
    sampler.suggest(11);
    assertThat(sampler.modelledLevel()).isEmpty();
  }
}
