package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.search.GaussianProcess.Prediction;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the prototype of the model in NumPy (surrogate.py beside the figures of the ladder). */
@Tag("unit")
final class GaussianProcessTest {
  private static final double[][] X = {
    {.1, .2}, {.4, .9}, {.7, .3}, {.9, .8}, {.5, .5}, {.25, .65}
  };
  private static final double[] Y = {-2, -.5, -.2, -.1, -1, -.8};
  private static final double[][] ELSEWHERE = {{.2, .3}, {.6, .6}, {.95, .05}};
  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void predictsAsThePrototypeDoesAtThePrior() {
    GaussianProcess process = new GaussianProcess(new int[] {0, 1});
    process.condition(X, Y);
    Prediction predicted = process.predict(ELSEWHERE);

    assertThat(predicted.means())
        .containsExactly(
            new double[] {-1.5691559223187581, -0.5090193663852012, -0.238217248667283}, EXACT);
    assertThat(predicted.deviations())
        .containsExactly(
            new double[] {0.23266827251694933, 0.21469649333272847, 0.5285945710877876}, EXACT);
  }

  @Test
  void theGradientOfThePosteriorIsThePrototypes() {
    double mean = Arrays.stream(Y).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(Y).map(y -> (y - mean) * (y - mean)).average().orElseThrow());
    double[] standardised = Arrays.stream(Y).map(y -> (y - mean) / deviation).toArray();
    GaussianProcessFit fit =
        new GaussianProcessFit(
            new MaternKernel(new int[] {0, 1}), new DMatrixRMaj(X), standardised);
    double[] gradient = new double[3];

    assertThat(fit.objective(GaussianProcessFit.prior(2), gradient))
        .isCloseTo(-0.008968067548974723, EXACT);
    assertThat(gradient)
        .containsExactly(
            new double[] {0.6686303717028865, -0.44326892955713326, -0.1423053015964637}, EXACT);
  }

  @Test
  void fitsAndPredictsAsThePrototypeDoes() {
    GaussianProcess process = new GaussianProcess(new int[] {0, 1});
    process.fit(X, Y);
    process.condition(X, Y);
    Prediction predicted = process.predict(ELSEWHERE);

    assertThat(process.theta())
        .containsExactly(
            new double[] {-0.5968624439387323, -0.29873744393873236, -2.0360725929940453}, EXACT);
    assertThat(predicted.means())
        .containsExactly(
            new double[] {-1.5577219525516788, -0.5039119781376257, -0.25426532768038}, EXACT);
    assertThat(predicted.deviations())
        .containsExactly(
            new double[] {0.24133963150186236, 0.22435619689815287, 0.5179221442642072}, EXACT);
  }

  @Test
  void aChoicesCoordinatesShareALengthScale() {
    GaussianProcess process = new GaussianProcess(new int[] {0, 0, 0, 1});

    assertThat(process.theta()).hasSize(3);
  }

  @Test
  void equalTargetsDoNoHarm() {
    GaussianProcess process = new GaussianProcess(new int[] {0, 1});
    process.fit(X, new double[] {1, 1, 1, 1, 1, 1});
    process.condition(X, new double[] {1, 1, 1, 1, 1, 1});

    assertThat(process.predict(ELSEWHERE).means()).containsExactly(new double[] {1, 1, 1}, EXACT);
  }

  /** E[max(0, a − N(m, s²))] = s (φ(z) + z Φ(z)) with z = (a − m) / s. */
  @Test
  void expectedImprovementIsExactFarFromTheBest() {
    // z = 0: ln(2 φ(0)) = ln 2 − 0.5 ln 2π
    assertThat(Improvement.log(1, 1, 2)).isCloseTo(Math.log(2 / Math.sqrt(2 * Math.PI)), EXACT);
    // φ(-3) - 3 Φ(-3) = 0.0044318484 - 3 * 0.0013498980 = 0.00038215433
    assertThat(Improvement.log(0, 3, 1)).isCloseTo(Math.log(3.8215433e-4), within(1e-6));
    // For z = -40 it is φ(z) / z² (1 - 3/z² + 15/z⁴ - …), far below the least double's square root.
    double expected = -800 - 0.5 * Math.log(2 * Math.PI) - Math.log(1600);
    assertThat(Improvement.log(0, 40, 1))
        .isCloseTo(expected + Math.log(1 - 3 / 1600.0 + 15 / 2.56e6), within(1e-6));
    assertThat(Improvement.log(0, 41, 1)).isLessThan(Improvement.log(0, 40, 1));
    assertThat(Improvement.log(0, 3e6, 1)).isNegative().isFinite();
  }

  @Test
  void massesInTheTailsKeepTheirDigits() {
    // Φ(-9) - Φ(-10) = 1.1285884059538e-19 - 7.6198530241605e-24
    assertThat(Normal.logMass(-10, -9)).isCloseTo(Math.log(1.1285122074e-19), within(1e-8));
    assertThat(Normal.logMass(9, 10)).isEqualTo(Normal.logMass(-10, -9));
    assertThat(Normal.logMass(-1, 2)).isCloseTo(Math.log(0.8185946141), within(1e-9));
  }
}
