package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.random.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CmaEsTest {
  private static final int POPULATION = 10;

  private static CmaEs after(int generations, ToDoubleFunction<double[]> loss) {
    CmaEs strategy = new CmaEs(5, POPULATION, 0.3);
    UniformRandomProvider random = Seeds.stream(1);
    for (int i = 0; i < generations; i++) {
      double[][] points = new double[POPULATION][];
      Arrays.setAll(points, unused -> strategy.ask(random));
      Arrays.sort(points, Comparator.comparingDouble(loss));
      strategy.tell(points);
    }
    return strategy;
  }

  private static double squared(double[] x, double at) {
    return Arrays.stream(x).map(value -> (value - at) * (value - at)).sum();
  }

  @Test
  void populationsGrowWithTheLogarithmOfTheDimensions() {
    // 4 + ⌊3 ln 1⌋, 4 + ⌊3 · 1.609⌋, 4 + ⌊3 · 2.303⌋
    assertThat(CmaEs.population(1)).isEqualTo(4);
    assertThat(CmaEs.population(5)).isEqualTo(8);
    assertThat(CmaEs.population(10)).isEqualTo(10);
  }

  @Test
  void findsTheCentreOfASphereAndClosesIn() {
    CmaEs strategy = after(100, x -> squared(x, 0.7));

    assertThat(strategy.mean()).containsExactly(new double[] {.7, .7, .7, .7, .7}, within(1e-4));
    assertThat(strategy.sigma()).isLessThan(1e-3);
  }

  /** A valley a hundred times longer than wide, askew to the axes. */
  @Test
  void learnsTheDirectionOfAValley() {
    ToDoubleFunction<double[]> valley =
        x -> {
          double along = Arrays.stream(x).sum() - 5 * 0.4;
          return 1e4 * (squared(x, 0.4) - along * along / 5) + along * along;
        };

    assertThat(after(200, valley).mean())
        .containsExactly(new double[] {.4, .4, .4, .4, .4}, within(1e-3));
  }

  @Test
  void pointsStayInTheCube() {
    CmaEs strategy = after(30, x -> squared(x, 1.2));
    UniformRandomProvider random = Seeds.stream(2);

    for (int i = 0; i < 100; i++) {
      assertThat(Arrays.stream(strategy.ask(random))).allMatch(value -> value >= 0 && value <= 1);
    }
  }
}
