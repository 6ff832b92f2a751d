package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Samplers that learn find better points than random draws, over seeds. */
@Tag("unit")
final class LearningTest {
  private static final int TRIALS = 80;
  private static final int SEEDS = 8;
  private static final SearchSpace SPACE =
      Spaces.of(
          Spaces.real("x", -5, 5, Scale.LINEAR),
          Spaces.real("rate", 1e-5, 1, Scale.LOG),
          Spaces.whole("units", 4, 400, Scale.LOG),
          Spaces.real("y", 0, 1, Scale.LINEAR));

  /** A bowl on the scales of its parameters, lowest at x = 2, rate = 1e-3, units = 100, y = 0.3. */
  private static double bowl(Configuration at) {
    double x = (at.real("x") - 2) / 10;
    double rate = (Math.log10(at.real("rate")) + 3) / 5;
    double units = (Math.log10(at.real("units")) - 2) / 2;
    double y = at.real("y") - 0.3;
    return x * x + rate * rate + units * units + y * y;
  }

  private static double mean(LongFunction<SearchSettings> search) {
    return LongStream.range(0, SEEDS)
        .mapToDouble(seed -> Math.log(best(search.apply(seed))))
        .average()
        .orElseThrow();
  }

  private static double best(SearchSettings settings) {
    ExperimentSpec spec = Specs.of(TRIALS, SPACE, settings, new StoppingSettings.None());
    Search search = Search.create(spec);
    double best = Double.POSITIVE_INFINITY;
    for (int trial = 1; trial <= TRIALS; trial++) {
      Start start = (Start) search.on(new SearchEvent.TrialRequested()).get(0);
      double loss = bowl(start.configuration());
      best = Math.min(best, loss);
      search.on(new SearchEvent.Reported(trial, 1, loss));
      search.on(new SearchEvent.Ended(trial, TrialState.COMPLETED));
    }
    return best;
  }

  /** Halving the loss, in the geometric mean over seeds, is asked for; they do better. */
  @Test
  void modelsFindBetterPointsThanRandomDraws() {
    double random = mean(SearchSettings.Random::new);
    double half = random - Math.log(2);

    assertThat(mean(seed -> new SearchSettings.Tpe(seed, 10, 24))).isLessThan(half);
    assertThat(mean(seed -> new SearchSettings.Gp(seed, 10))).isLessThan(half);
    assertThat(mean(seed -> new SearchSettings.Cmaes(seed, 0.3, OptionalInt.empty())))
        .isLessThan(half);
    assertThat(mean(seed -> new SearchSettings.RegularizedEvolution(seed, 15, 5))).isLessThan(half);
  }
}
