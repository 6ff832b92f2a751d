package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class RandomSamplerTest {
  private static final ParameterValue LSTM = new ParameterValue.Text("lstm");
  private static final ParameterValue PEEPHOLE = new ParameterValue.Text("lstm-peephole");
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              Parameter.of("cell", new Domain.Choice(List.of(LSTM, PEEPHOLE))),
              new Parameter(
                  "peephole",
                  new Domain.Choice(
                      List.of(new ParameterValue.Flag(true), new ParameterValue.Flag(false))),
                  List.of(new Condition("cell", List.of(PEEPHOLE)))),
              Parameter.of("units", new Domain.IntRange(8, 64, Scale.LOG, 1)),
              Parameter.of("width", new Domain.IntRange(10, 31, Scale.LINEAR, 10)),
              Parameter.of(
                  "rate", new Domain.RealRange(1e-4, 1e-1, Scale.LOG, OptionalDouble.empty())),
              Parameter.of(
                  "dropout", new Domain.RealRange(0, 0.5, Scale.LINEAR, OptionalDouble.of(0.25))),
              Parameter.of("batch", new Domain.Constant(new ParameterValue.Int(32)))));

  @Test
  void drawsStayInTheirDomainsAndReachTheirEnds() {
    RandomSampler sampler = new RandomSampler(SPACE, 3);
    Map<String, Integer> seen = new HashMap<>();
    for (int trial = 1; trial <= 2000; trial++) {
      Configuration drawn = sampler.suggest(trial);
      assertThat(drawn.integer("units")).isBetween(8, 64);
      assertThat(drawn.real("rate")).isBetween(1e-4, 1e-1);
      assertThat(drawn.integer("batch")).isEqualTo(32);
      seen.merge("units " + drawn.integer("units"), 1, Integer::sum);
      seen.merge("width " + drawn.integer("width"), 1, Integer::sum);
      seen.merge("dropout " + drawn.real("dropout"), 1, Integer::sum);
    }

    assertThat(seen.keySet())
        .contains(
            "units 8",
            "units 64",
            "width 10",
            "width 20",
            "width 30",
            "dropout 0.0",
            "dropout 0.25",
            "dropout 0.5");
    assertThat(seen.keySet().stream().filter(key -> !key.startsWith("units"))).hasSize(6);
    // P(units = 8) = ln(8.5 / 7.5) / ln(64.5 / 7.5) = 0.0582: of 2,000 about 116, standard
    // deviation 10.5
    assertThat(seen.get("units 8")).isBetween(74, 158);
  }

  @Test
  void aLogScaleIsUniformInTheLogarithm() {
    RandomSampler sampler = new RandomSampler(SPACE, 5);
    double sum = 0;
    for (int trial = 1; trial <= 4000; trial++) {
      sum += Math.log10(sampler.suggest(trial).real("rate"));
    }

    // Mean of U(-4, -1) = -2.5; its standard error over 4,000 draws is 3 / sqrt(12 * 4000) = 0.014.
    assertThat(sum / 4000).isCloseTo(-2.5, within(0.06));
  }

  @Test
  void aConditionalParameterIsThereExactlyWhenItsConditionHolds() {
    RandomSampler sampler = new RandomSampler(SPACE, 7);
    for (int trial = 1; trial <= 200; trial++) {
      Configuration drawn = sampler.suggest(trial);
      assertThat(drawn.find("peephole").isPresent())
          .isEqualTo(drawn.text("cell").equals("lstm-peephole"));
    }
  }

  @Test
  void aTrialsConfigurationDependsOnSeedAndNumberAlone() {
    RandomSampler forwards = new RandomSampler(SPACE, 9);
    Configuration first = forwards.suggest(1);
    Configuration second = forwards.suggest(2);
    RandomSampler backwards = new RandomSampler(SPACE, 9);

    assertThat(backwards.suggest(2)).isEqualTo(second);
    assertThat(backwards.suggest(1)).isEqualTo(first);
    assertThat(new RandomSampler(SPACE, 10).suggest(1)).isNotEqualTo(first);
  }

  /** Pins the stream: a change would make old experiments irreproducible. */
  @Test
  void theFirstDrawsOfASeedNeverChange() {
    Configuration drawn = new RandomSampler(SPACE, 42).suggest(1);

    assertThat(drawn.values().toString()).isEqualTo(GOLDEN);
  }

  private static final String GOLDEN =
      "{cell=Text[value=lstm], units=Int[value=27], width=Int[value=30], rate=Real[value=0.009238772538763602],"
          + " dropout=Real[value=0.0], batch=Int[value=32]}";
}
