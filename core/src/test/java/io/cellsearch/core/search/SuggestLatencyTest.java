package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a suggestion takes after 10,000 trials of 10 parameters. The bound is on the thread's
 * own time: what other processes take away from it is printed, but is not the sampler's.
 */
@Tag("slow")
final class SuggestLatencyTest {
  private static final int TRIALS = 10_000;
  private static final int MEASURED = 300;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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

  @Test
  void theLadderSuggestsWithinFiveMilliseconds() {
    Ladder ladder = new Ladder(new SearchSettings.Ladder(1, Model.GP, 1, 3), 50, 22);
    Sampler gp = new RankSampler(TEN, new Untried(TEN, 1), ladder, 22, 1);

    assertThat(median(new Climbing(ladder, gp), "ladder")).isLessThanOrEqualTo(5);
  }

  /** A sampler whose trials climb a ladder as far as their quotas allow. */
  private record Climbing(Ladder ladder, Sampler sampler) implements Sampler {
    @Override
    public Configuration suggest(int trial) {
      return sampler.suggest(trial);
    }

    @Override
    public void started(Trial trial) {
      sampler.started(trial);
      ladder.started(trial.number());
    }

    @Override
    public void learn(Trial trial) {
      ladder.reported(trial.number(), 1, trial.last());
      for (var next = ladder.promotion(true); next.isPresent(); next = ladder.promotion(true)) {
        ladder.promoted(next.get());
        // The longer, the better; who was better before still is.
        double loss = trial.last() / next.get().target() + next.get().trial() * 1e-9;
        ladder.reported(next.get().trial(), next.get().target(), loss);
      }
    }
  }

  /** Milliseconds, after the first ones, which the compiler still works on. */
  private static double median(Sampler sampler, String name) {
    RandomSampler random = new RandomSampler(TEN, 7);
    SplittableRandom losses = new SplittableRandom(7);
    for (int number = 1; number <= TRIALS; number++) {
      end(sampler, new Trial(number, random.suggest(number)), losses.nextDouble());
    }
    double[] own = new double[MEASURED];
    double[] wall = new double[MEASURED];
    for (int i = -MEASURED; i < MEASURED; i++) {
      int number = TRIALS + MEASURED + i + 1;
      long ownBegin = THREADS.getCurrentThreadCpuTime();
      long wallBegin = System.nanoTime();
      Trial trial = new Trial(number, sampler.suggest(number));
      wall[Math.max(i, 0)] = (System.nanoTime() - wallBegin) / 1e6;
      own[Math.max(i, 0)] = (THREADS.getCurrentThreadCpuTime() - ownBegin) / 1e6;
      end(sampler, trial, losses.nextDouble());
    }
    return report(name, own, wall);
  }

  private static double report(String name, double[] own, double[] wall) {
    Arrays.sort(own);
    Arrays.sort(wall);
    System.out.printf(
        "%s: %.2f ms median, %.2f ms at 95 %% of the thread's time; %.2f and %.2f ms by the"
            + " clock%n",
        name,
        own[MEASURED / 2],
        own[MEASURED * 95 / 100],
        wall[MEASURED / 2],
        wall[MEASURED * 95 / 100]);
    return own[MEASURED / 2];
  }

  private static void end(Sampler sampler, Trial trial, double loss) {
    sampler.started(trial);
    trial.reported(1, loss);
    trial.is(TrialState.COMPLETED);
    sampler.learn(trial);
  }
}
