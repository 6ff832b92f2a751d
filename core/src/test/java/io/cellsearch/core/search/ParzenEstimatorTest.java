package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden values of SEARCH.md, recorded from Optuna 5.0.0. */
@Tag("unit")
final class ParzenEstimatorTest {
  private static final Parameter X = Spaces.real("x", 0, 10, Scale.LINEAR);
  private static final Parameter C = Spaces.choice("c", "a", "b", "c");

  private static ParzenColumn column(Parameter parameter) {
    Axis axis = Axis.of(Spaces.of(parameter)).get(0);
    if (axis.choices() > 0) {
      return new CategoricalColumn(axis);
    }
    return axis.numbers().step() > 0 ? new SteppedColumn(axis) : new ContinuousColumn(axis);
  }

  private static double logDensity(ParzenColumn column, double at, double... observed) {
    ParzenEstimator estimator = new ParzenEstimator(List.of(column));
    for (int i = 0; i < observed.length; i++) {
      estimator.put(i + 1, new double[] {column.coordinate(real(observed[i]))});
    }
    return estimator.logDensity(new double[] {column.coordinate(real(at))});
  }

  private static ParameterValue real(double value) {
    return new ParameterValue.Real(value);
  }

  @Test
  void widthsAreTheGreaterGapAndTheExtremesLookInwards() {
    Bandwidths widths = new Bandwidths(0, 10);
    double[] observed = {1, 2, 5};
    for (int slot = 1; slot <= 3; slot++) {
      widths.put(slot, slot, observed[slot - 1]);
    }
    widths.refresh(slot -> {});

    // 1: the gap to 2 is 1, clipped to 10 / (3 + 2) = 2; 2: max(1, 3); 5: the gap to 2.
    assertThat(List.of(widths.width(1), widths.width(2), widths.width(3)))
        .containsExactly(2.0, 3.0, 3.0);
    assertThat(widths.centre(0)).isEqualTo(5);
    assertThat(widths.width(0)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"0.5, -1.93224159", "3, -1.95903275", "9, -3.16728825"})
  void densitiesOfRealNumbers(double at, double expected) {
    assertThat(logDensity(column(X), at, 1, 2, 5)).isCloseTo(expected, within(5e-9));
  }

  @Test
  void densitiesOnALogScaleAreThoseOfTheLogarithm() {
    ParzenColumn column = column(Spaces.real("rate", 1e-4, 1e-1, Scale.LOG));

    assertThat(logDensity(column, 2e-3, 1e-3, 1e-2)).isCloseTo(-1.75533493, within(5e-9));
  }

  @Test
  void densitiesOfWholeNumbersAreMasses() {
    ParzenColumn column = column(Spaces.whole("units", 16, 256, Scale.LOG));
    ParzenEstimator estimator = new ParzenEstimator(List.of(column));
    estimator.put(1, new double[] {32});
    estimator.put(2, new double[] {128});

    assertThat(estimator.logDensity(new double[] {64})).isCloseTo(-5.09460020, within(5e-9));
    double total = 0;
    for (int units = 16; units <= 256; units++) {
      total += Math.exp(estimator.logDensity(new double[] {units}));
    }
    assertThat(total).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, -0.74193734", "1, -1.65822808", "2, -1.09861229"})
  void densitiesOfChoices(int at, double expected) {
    ParzenEstimator estimator = new ParzenEstimator(List.of(column(C)));
    double[] observed = {0, 0, 2};
    for (int i = 0; i < 3; i++) {
      estimator.put(i + 1, new double[] {observed[i]});
    }

    assertThat(estimator.logDensity(new double[] {at})).isCloseTo(expected, within(5e-9));
  }

  @Test
  void aKernelSpansAllDimensions() {
    assertThat(joint().logDensity(new double[] {3, 0})).isCloseTo(-2.60145764, within(5e-9));
  }

  private static ParzenEstimator joint() {
    ParzenEstimator estimator = new ParzenEstimator(List.of(column(X), column(C)));
    estimator.put(1, new double[] {1, 0});
    estimator.put(2, new double[] {2, 0});
    estimator.put(3, new double[] {5, 2});
    return estimator;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 1", "11, 2", "20, 2", "100, 10", "250, 25", "300, 25"})
  void aTenthOfTheTrialsIsGood(int trials, int good) {
    assertThat(TpeSampler.goodOf(trials)).isEqualTo(good);
  }

  @Test
  void theOldestObservationsWeighLeast() {
    ParzenEstimator estimator = new ParzenEstimator(List.of(column(C)));
    for (int trial = 1; trial <= 28; trial++) {
      estimator.put(trial, new double[] {trial == 1 ? 0 : 1});
    }

    // Of 28, 25 weigh 1, the 3 oldest 1/28, (1/28 + 1)/2 and 1, the prior 1: 26 + 87/56 + 1 in all
    // but for the oldest. A kernel gives its choice (1 + 1/29) / (1 + 3/29) = 30/32, others 1/32.
    double oldest = 1.0 / 28;
    double others = (1.0 / 28 + 1) / 2 + 1 + 25;
    double density = (oldest * 30 / 32 + others / 32 + 1.0 / 3) / (oldest + others + 1);
    assertThat(estimator.logDensity(new double[] {0})).isCloseTo(Math.log(density), within(1e-12));
  }

  @Test
  void drawsFollowTheDensity() {
    ParzenEstimator estimator = joint();
    UniformRandomProvider random = Seeds.stream(5);
    int zeros = 0;
    for (double[] point : estimator.draw(4000, random)) {
      assertThat(point[0]).isBetween(0.0, 10.0);
      zeros += point[1] == 0 ? 1 : 0;
    }

    // p(c = 0) = (2 * 5/7 + 1/7 + 1/3) / 4 = 0.47619; its standard deviation over 4,000 is 0.0079
    assertThat(zeros / 4000.0).isCloseTo(0.47619, within(0.032));
  }

  @Test
  void oneThatIsKeptUpToDateEqualsOneThatIsMadeAnew() {
    List<Parameter> parameters =
        List.of(X, C, Spaces.whole("n", 1, 40, Scale.LOG), Spaces.stepped("s", 0, 1, 0.05));
    ParzenEstimator kept = new ParzenEstimator(parameters.stream().map(p -> column(p)).toList());
    List<double[]> points = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 1; trial <= 200; trial++) {
      double[] point = {
        10 * random.nextDouble(),
        random.nextInt(3),
        1 + random.nextInt(40),
        Math.rint(20 * random.nextDouble()) * 0.05
      };
      points.add(point);
      kept.put(trial, point);
      if (trial % 3 == 0) {
        kept.remove(trial - 1);
        kept.logDensity(point);
      }
    }
    ParzenEstimator anew = new ParzenEstimator(parameters.stream().map(p -> column(p)).toList());
    for (int trial = 1; trial <= 200; trial++) {
      if (trial % 3 != 2 || trial > 198) {
        anew.put(trial, points.get(trial - 1));
      }
    }

    for (double[] point : points.subList(0, 20)) {
      assertThat(kept.logDensity(point)).isCloseTo(anew.logDensity(point), within(1e-9));
    }
  }
}
