package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class TpeSamplerTest {
  private static final SearchSpace LINE = Spaces.of(Spaces.real("x", 0, 1, Scale.LINEAR));

  private static Sampler tpe(SearchSpace space) {
    StandingsRanking ranking = new StandingsRanking();
    SearchSettings.Tpe settings = new SearchSettings.Tpe(1, 10, 24);
    return new StandingsSampler(
        ranking, new TpeSampler(settings, space, new Untried(space, 1), ranking));
  }

  private static Configuration at(SearchSpace space, Map<String, ParameterValue> values) {
    return space.configure(
        parameter -> new LinkedHashMap<>(values).getOrDefault(parameter.path(), half()));
  }

  private static ParameterValue half() {
    return new ParameterValue.Real(0.5);
  }

  private static Configuration x(double x) {
    return at(LINE, Map.of("x", new ParameterValue.Real(x)));
  }

  private static void end(Sampler sampler, int number, Configuration at, double loss) {
    Trial trial = new Trial(number, at);
    sampler.started(trial);
    trial.reported(1, loss);
    trial.is(TrialState.COMPLETED);
    sampler.learn(trial);
  }

  private static double mean(Sampler sampler, int from) {
    double sum = 0;
    for (int trial = from; trial < from + 50; trial++) {
      sum += sampler.suggest(trial).real("x");
    }
    return sum / 50;
  }

  @Test
  void theFirstTrialsAreRandom() {
    Sampler sampler = tpe(LINE);
    for (int trial = 1; trial <= 9; trial++) {
      end(sampler, trial, x(0.1 * trial), trial);
    }

    assertThat(sampler.suggest(10)).isEqualTo(new RandomSampler(LINE, 1).suggest(10));
    end(sampler, 10, x(0.95), 10);
    assertThat(sampler.suggest(11)).isNotEqualTo(new RandomSampler(LINE, 1).suggest(11));
  }

  @Test
  void suggestionsLieWhereTheBestDid() {
    Sampler sampler = tpe(LINE);
    for (int trial = 1; trial <= 40; trial++) {
      double at = (trial * 17 % 40) / 40.0;
      end(sampler, trial, x(at), Math.abs(at - 0.8));
    }

    assertThat(mean(sampler, 41)).isBetween(0.7, 0.9);
  }

  @Test
  void runningTrialsKeepOthersAway() {
    Sampler sampler = tpe(LINE);
    for (int trial = 1; trial <= 40; trial++) {
      double at = (trial * 17 % 40) / 40.0;
      end(sampler, trial, x(at), Math.abs(at - 0.8));
    }
    double before = distance(sampler);
    for (int trial = 141; trial <= 170; trial++) {
      sampler.started(new Trial(trial, x(0.8)));
    }

    assertThat(distance(sampler)).isGreaterThan(before + 0.03);
  }

  private static double distance(Sampler sampler) {
    double sum = 0;
    for (int trial = 41; trial < 91; trial++) {
      sum += Math.abs(sampler.suggest(trial).real("x") - 0.8);
    }
    return sum / 50;
  }

  @Test
  void whatFailedIsForgotten() {
    Sampler one = tpe(LINE);
    Sampler two = tpe(LINE);
    for (int trial = 1; trial <= 20; trial++) {
      end(one, trial, x(trial / 20.0), trial);
      end(two, trial, x(trial / 20.0), trial);
    }
    Trial failed = new Trial(21, x(0.01));
    two.started(failed);
    failed.reported(1, 0);
    failed.is(TrialState.FAILED);
    two.learn(failed);

    assertThat(two.suggest(22)).isEqualTo(one.suggest(22));
  }

  /** Only trials that have a parameter say something about it. */
  @Test
  void aConditionalParameterIsLearnedFromTheTrialsThatHaveIt() {
    SearchSpace space =
        Spaces.of(
            Spaces.choice("cell", "lstm", "gru"),
            Spaces.when(Spaces.real("x", 0, 1, Scale.LINEAR), "cell", "gru"));
    Sampler sampler = tpe(space);
    ParameterValue gru = new ParameterValue.Text("gru");
    ParameterValue lstm = new ParameterValue.Text("lstm");
    for (int trial = 1; trial <= 60; trial++) {
      double at = (trial * 7 % 60) / 60.0;
      Map<String, ParameterValue> values =
          trial % 2 == 0
              ? Map.of("cell", lstm)
              : Map.of("cell", gru, "x", new ParameterValue.Real(at));
      double loss = trial % 2 == 0 ? 5 : Math.abs(at - 0.2);
      end(sampler, trial, at(space, values), loss);
    }

    int grus = 0;
    double sum = 0;
    for (int trial = 61; trial <= 110; trial++) {
      Configuration suggested = sampler.suggest(trial);
      if (suggested.text("cell").equals("gru")) {
        grus++;
        sum += suggested.real("x");
      }
    }
    assertThat(grus).isGreaterThan(40);
    assertThat(sum / grus).isBetween(0.1, 0.3);
  }
}
