package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.training.linalg.Lanes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class LossFunctionsTest {
  /** A multiple of every vector width. */
  private static final int LENGTH = 64;

  @Test
  void sigmoidOfMagnitudesIsRightToThreeUnitsInTheLastPlace() {
    float[] z = range(-40, 40);
    float[] sigmoid = Lanes.array(LENGTH);
    LossFunctions.sigmoidOfMagnitude(z, 0, sigmoid, LENGTH);

    for (int i = 0; i < LENGTH; i++) {
      double expected = 1 / (1 + Math.exp(-Math.abs(z[i])));
      assertThat((double) sigmoid[Lanes.FIRST + i]).isCloseTo(expected, within(2e-7));
    }
  }

  @Test
  void exponentialsAreRightRelativeToTheirSize() {
    float[] x = range(-60, 20);
    float[] exp = Lanes.array(LENGTH);
    LossFunctions.exp(x, 0, 20, exp, LENGTH);

    for (int i = 0; i < LENGTH; i++) {
      double expected = Math.exp((double) (x[i] - 20));
      assertThat(exp[Lanes.FIRST + i] / expected).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void notANumberStaysNotANumber() {
    float[] z = range(-1, 1);
    z[3] = Float.NaN;
    float[] sigmoid = Lanes.array(LENGTH);
    LossFunctions.sigmoidOfMagnitude(z, 0, sigmoid, LENGTH);
    float[] exp = Lanes.array(LENGTH);
    LossFunctions.exp(z, 0, 0, exp, LENGTH);

    assertThat(sigmoid[Lanes.FIRST + 3]).isNaN();
    assertThat(exp[Lanes.FIRST + 3]).isNaN();
  }

  @Test
  void theLargestIsFoundInWholeVectorsAndBehindThem() {
    for (int count = 1; count <= LENGTH; count++) {
      for (int at = 0; at < count; at++) {
        float[] z = range(-40, -1);
        z[at] = 7;

        assertThat(LossFunctions.largest(z, 0, count)).isEqualTo(7);
      }
      // ascending numbers, the largest of which is the last one that counts
      assertThat(LossFunctions.largest(range(-40, -1), 0, count))
          .isEqualTo(range(-40, -1)[count - 1]);
    }
  }

  @Test
  void theLargestOfNotANumberAndOthersIsNotANumber() {
    float[] z = range(-1, 1);
    z[3] = Float.NaN;

    assertThat(LossFunctions.largest(z, 0, LENGTH)).isNaN();
  }

  private static float[] range(double from, double to) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) (from + (to - from) * i / (LENGTH - 1));
    }
    return values;
  }
}
