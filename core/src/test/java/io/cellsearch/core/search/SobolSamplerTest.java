package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.SearchSpace;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class SobolSamplerTest {

  /** Recorded from SciPy 1.17.1's qmc.Sobol without scrambling, which counts by Gray's code. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0.5",
    "1, 1, 0.5",
    "1, 2, 0.5",
    "1, 9, 0.5",
    "1, 63, 0.5",
    "2, 0, 0.75",
    "2, 1, 0.25",
    "2, 2, 0.25",
    "2, 9, 0.75",
    "2, 63, 0.75",
    "3, 0, 0.25",
    "3, 1, 0.75",
    "3, 2, 0.75",
    "3, 9, 0.25",
    "3, 63, 0.25",
    "5, 0, 0.875",
    "5, 1, 0.875",
    "5, 2, 0.125",
    "5, 9, 0.125",
    "5, 63, 0.625",
    "100, 0, 0.4140625",
    "100, 1, 0.2578125",
    "100, 2, 0.7734375",
    "100, 9, 0.6953125",
    "100, 63, 0.6484375",
    "2047, 0, 0.00048828125",
    "2047, 1, 0.62744140625",
    "2047, 2, 0.93115234375",
    "2047, 9, 0.44580078125",
    "2047, 63, 0.98876953125"
  })
  void thePlainSequenceIsThatOfJoeAndKuo(int n, int dimension, double expected) {
    int gray = n ^ n >>> 1;
    double point =
        (SobolSampler.point(gray, DirectionNumbers.of(dimension)) & 0xffffffffL) * 0x1p-32;

    assertThat(point).isEqualTo(expected);
  }

  @Test
  void directionNumbersReachAsFarAsTheSettingsSay() {
    assertThat(DirectionNumbers.dimensions()).isEqualTo(SearchSettings.Sobol.MOST_PARAMETERS);
  }

  @Test
  void scramblingKeepsOnePointInEachPart() {
    SobolSampler sampler = new SobolSampler(Spaces.mixed(), 11);
    for (int dimension = 0; dimension < 6; dimension++) {
      BitSet seen = new BitSet();
      for (int n = 0; n < 256; n++) {
        seen.set((int) (256 * sampler.coordinate(n, dimension)));
      }
      // The first 2^8 points of a (0, 1)-sequence: one in each 256th.
      assertThat(seen.cardinality()).isEqualTo(256);
    }
  }

  @Test
  void scramblingKeepsTheFirstTwoDimensionsANet() {
    SobolSampler sampler = new SobolSampler(Spaces.mixed(), 12);
    for (int width = 0; width <= 6; width++) {
      BitSet seen = new BitSet();
      for (int n = 0; n < 64; n++) {
        int column = (int) ((1 << width) * sampler.coordinate(n, 0));
        int row = (int) ((64 >> width) * sampler.coordinate(n, 1));
        seen.set(column * (64 >> width) + row);
      }
      // A (0, 6, 2)-net: one point in each of 64 boxes, whatever their shape.
      assertThat(seen.cardinality()).as("boxes 2^-%d wide", width).isEqualTo(64);
    }
  }

  @Test
  void seedsScrambleDifferently() {
    assertThat(new SobolSampler(Spaces.numeric(), 1).suggest(1))
        .isNotEqualTo(new SobolSampler(Spaces.numeric(), 2).suggest(1))
        .isEqualTo(new SobolSampler(Spaces.numeric(), 1).suggest(1));
  }

  @Test
  void choicesComeEquallyOften() {
    SearchSpace space = Spaces.of(Spaces.choice("c", "a", "b", "c", "d"));
    SobolSampler sampler = new SobolSampler(space, 3);
    Map<String, Integer> counts = new HashMap<>();
    for (int trial = 1; trial <= 64; trial++) {
      Configuration drawn = sampler.suggest(trial);
      counts.merge(drawn.text("c"), 1, Integer::sum);
    }

    assertThat(counts.values()).containsOnly(16);
  }

  @Test
  void moreParametersThanDirectionNumbersAreRefused() {
    SearchSpace space =
        Spaces.of(
            IntStream.range(0, 65)
                .mapToObj(i -> Spaces.real("p" + i, 0, 1, Scale.LINEAR))
                .toArray(Parameter[]::new));

    assertThat(new SearchSettings.Sobol(1).refusal(space))
        .contains("a Sobol sequence of at most 64 parameters is at hand, but got 65");
  }
}
