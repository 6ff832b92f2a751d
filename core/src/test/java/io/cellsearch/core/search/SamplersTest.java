package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.SearchSpace;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, for every sampler. */
@Tag("unit")
final class SamplersTest {

  /** A search of finite spaces, too. */
  abstract static class OfFiniteSpaces extends SearchContract {
    @Test
    void noPointComesTwiceWhileOthersAreUntried() {
      ExperimentSpec spec = Specs.of(12, Spaces.finite(), search(1), stopping());

      assertThat(Recorded.run(spec, 2).configurations()).hasSize(12).doesNotHaveDuplicates();
    }
  }

  /** One that learns nothing: the number of workers must not change what it finds. */
  abstract static class Independent extends OfFiniteSpaces {
    @Test
    void theNumberOfWorkersChangesNothing() {
      assertThat(Recorded.run(spec(1), 7).configurations())
          .isEqualTo(Recorded.run(spec(1), 1).configurations());
    }
  }

  @Nested
  final class Random extends Independent {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Random(seed);
    }
  }

  @Nested
  final class Sobol extends Independent {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Sobol(seed);
    }
  }

  @Nested
  final class Grid extends Independent {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Grid(seed);
    }

    @Override
    SearchSpace space() {
      return Spaces.of(
          Spaces.choice("cell", "lstm", "gru"),
          Spaces.when(Spaces.choice("bias", "on", "off"), "cell", "gru"),
          Spaces.whole("units", 1, 40, Scale.LOG));
    }
  }

  @Nested
  final class Tpe extends OfFiniteSpaces {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Tpe(seed, 10, 24);
    }
  }

  @Nested
  final class Gp extends OfFiniteSpaces {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Gp(seed, 10);
    }
  }

  @Nested
  final class Bohb extends OfFiniteSpaces {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Bohb(seed, 1.0 / 3, 0.15, 64);
    }

    @Override
    StoppingSettings stopping() {
      return new StoppingSettings.Hyperband(1, 3, Variant.OPTUNA);
    }

    @Test
    void anyOtherRuleIsRefused() {
      ExperimentSpec spec =
          Specs.of(3, Spaces.mixed(), search(1), new StoppingSettings.Asha(1, 3, Variant.OPTUNA));

      assertThat(spec.refusal().orElseThrow())
          .startsWith("bohb learns at the rungs of Hyperband, so early stopping must be hyperband")
          .contains("Asha[gracePeriod=1");
    }
  }

  @Nested
  final class RegularizedEvolution extends OfFiniteSpaces {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.RegularizedEvolution(seed, 8, 3);
    }
  }

  @Nested
  final class Cmaes extends SearchContract {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Cmaes(seed, 0.3, OptionalInt.empty());
    }

    @Override
    SearchSpace space() {
      return Spaces.numeric();
    }

    @Test
    void choicesAndConditionsAreRefused() {
      assertThat(search(1).refusal(Spaces.mixed()).orElseThrow())
          .startsWith("CMA-ES searches numeric ranges only, but cell is a choice");
      assertThat(
              search(1)
                  .refusal(
                      Spaces.of(
                          Spaces.whole("layers", 1, 2, Scale.LINEAR),
                          Spaces.when(Spaces.real("x", 0, 1, Scale.LINEAR), "layers", "2")))
                  .orElseThrow())
          .isEqualTo("CMA-ES searches unconditional parameters only, but x depends on layers");
      assertThat(search(1).refusal(Spaces.of()).orElseThrow())
          .isEqualTo("CMA-ES needs a numeric range to search, but every value is fixed");
      assertThatThrownBy(() -> Search.create(Specs.of(3, Spaces.mixed(), search(1), stopping())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cell is a choice");
    }
  }

  @Nested
  final class LadderByGp extends OfFiniteSpaces {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Ladder(seed, Model.GP, 1, 3);
    }
  }

  @Nested
  final class LadderByTpe extends OfFiniteSpaces {
    @Override
    SearchSettings search(long seed) {
      return new SearchSettings.Ladder(seed, Model.TPE, 1, 3);
    }
  }
}
