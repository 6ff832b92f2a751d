package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.ExperimentSpec.SearchSettings;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a suggestion takes after 10,000 trials of 10 parameters. */
@Tag("slow")
final class SuggestLatencyTest {
  private static final int TRIALS = 10_000;
  private static final int MEASURED = 300;

  /** Six real ones, of which three on a log scale, two whole ones, two choices. */
  private static final SearchSpace TEN =
      Spaces.of(
          Spaces.real("a", 0, 1, Scale.LINEAR),
          Spaces.real("b", -5, 5, Scale.LINEAR),
          Spaces.real("c", 0, 100, Scale.LINEAR),
          Spaces.real("d", 1e-5, 1e-1, Scale.LOG),
          Spaces.real("e", 1e-3, 10, Scale.LOG),
          Spaces.real("f", 1e-6, 1, Scale.LOG),
          Spaces.whole("g", 16, 512, Scale.LOG),
          Spaces.whole("h", 1, 64, Scale.LINEAR),
          Spaces.choice("i", "u", "v", "w"),
          Spaces.choice("j", "x", "y", "z", "t", "s"));

  @Test
  void tpeSuggestsWithinFiveMilliseconds() {
    StandingsRanking ranking = new StandingsRanking();
    Sampler tpe =
        new TpeSampler(new SearchSettings.Tpe(1, 10, 24), TEN, new Untried(TEN, 1), ranking);

    assertThat(median(new StandingsSampler(ranking, tpe), "tpe")).isLessThanOrEqualTo(5);
  }

  @Test
  void aModelOfTheRanksSuggestsWithinFiveMilliseconds() {
    StandingsRanking ranking = new StandingsRanking();
    Sampler gp = new RankSampler(TEN, new Untried(TEN, 1), ranking, 10, 1);

    assertThat(median(new StandingsSampler(ranking, gp), "gp")).isLessThanOrEqualTo(5);
  }

  /** Milliseconds, after the first ones, which the compiler still works on. */
  private static double median(Sampler sampler, String name) {
    RandomSampler random = new RandomSampler(TEN, 7);
    SplittableRandom losses = new SplittableRandom(7);
    for (int number = 1; number <= TRIALS; number++) {
      end(sampler, new Trial(number, random.suggest(number)), losses.nextDouble());
    }
    double[] millis = new double[MEASURED];
    for (int i = -MEASURED; i < MEASURED; i++) {
      int number = TRIALS + MEASURED + i + 1;
      long begin = System.nanoTime();
      Trial trial = new Trial(number, sampler.suggest(number));
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / 1e6;
      }
      end(sampler, trial, losses.nextDouble());
    }
    Arrays.sort(millis);
    System.out.printf(
        "%s: %.2f ms median, %.2f ms at 95 %%, %.2f ms at most%n",
        name, millis[MEASURED / 2], millis[MEASURED * 95 / 100], millis[MEASURED - 1]);
    return millis[MEASURED / 2];
  }

  private static void end(Sampler sampler, Trial trial, double loss) {
    sampler.started(trial);
    trial.reported(1, loss);
    trial.is(TrialState.COMPLETED);
    sampler.learn(trial);
  }
}
