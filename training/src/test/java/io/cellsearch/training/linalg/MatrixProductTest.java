package io.cellsearch.training.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Products against a loop in double precision, for every edge of tiles and panels. */
@Tag("unit")
final class MatrixProductTest {

  static List<Arguments> shapes() {
    List<Arguments> shapes = new ArrayList<>();
    for (int rows : new int[] {1, 3, 4, 5, 6, 7, 12, 13}) {
      for (int columns : new int[] {1, 15, 16, 17, 64, 65, 100}) {
        for (int depth : new int[] {0, 1, 9, 33}) {
          shapes.add(Arguments.of(rows, columns, depth));
        }
      }
    }
    return shapes;
  }

  private static float[] random(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aProductEqualsTheSumOfItsTerms(int rows, int columns, int depth) {
    int padded = Lanes.pad(columns);
    float[] a = random(3 + rows * (depth + 2), 1);
    float[] b = random(depth * columns, 2);
    float[] packed = new float[depth * padded];
    Packing.pack(b, 0, columns, 1, depth, columns, padded, packed, 0);
    float[] c = random(5 + rows * (padded + Lanes.COUNT), 3);
    float[] before = c.clone();

    MatrixProduct.multiply(
        rows, padded, depth, a, 3, depth + 2, packed, 0, c, 5, padded + Lanes.COUNT, true);

    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < columns; n++) {
        int at = 5 + m * (padded + Lanes.COUNT) + n;
        double sum = before[at];
        for (int k = 0; k < depth; k++) {
          sum += (double) a[3 + m * (depth + 2) + k] * b[k * columns + n];
        }
        assertThat((double) c[at]).as("C(%d, %d)", m, n).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aTransposedMatrixIsPackedByItsStrides(int rows, int columns, int depth) {
    int padded = Lanes.pad(columns);
    float[] a = random(rows * depth, 1);
    float[] transposed = random(columns * depth, 2);
    float[] packed = new float[depth * padded];
    Packing.pack(transposed, 0, 1, depth, depth, columns, padded, packed, 0);
    float[] c = new float[rows * padded];

    MatrixProduct.multiply(rows, padded, depth, a, 0, depth, packed, 0, c, 0, padded, false);

    for (int m = 0; m < rows; m++) {
      for (int n = 0; n < columns; n++) {
        double sum = 0;
        for (int k = 0; k < depth; k++) {
          sum += (double) a[m * depth + k] * transposed[n * depth + k];
        }
        assertThat((double) c[m * padded + n]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @Test
  void weightGradientsShareTheirRightOperand() {
    int depth = 24;
    int columns = 8 * Lanes.COUNT;
    float[] b = random(depth * columns, 4);
    // Two operands: one of 7 rows meets columns [0, 5 L), one of 13 rows meets [2 L, 8 L).
    int[][] ranges = {{7, 0, 5 * Lanes.COUNT}, {13, 2 * Lanes.COUNT, 8 * Lanes.COUNT}};
    float[][] a = {random(depth * 7, 5), random(depth * 13, 6)};
    float[][] c = {new float[7 * columns], new float[13 * columns]};
    WeightGradient.Left[] lefts = new WeightGradient.Left[2];
    for (int i = 0; i < 2; i++) {
      lefts[i] =
          new WeightGradient.Left(ranges[i][0], ranges[i][1], ranges[i][2], c[i], 0, columns);
      lefts[i].read(a[i], 0, ranges[i][0], false);
    }

    WeightGradient.multiply(depth, columns, b, 0, columns, lefts);
    for (int i = 0; i < 2; i++) {
      lefts[i].read(a[i], 0, ranges[i][0], true);
    }
    WeightGradient.multiply(depth, columns, b, 0, columns, lefts);

    for (int i = 0; i < 2; i++) {
      for (int m = 0; m < ranges[i][0]; m++) {
        for (int n = ranges[i][1]; n < ranges[i][2]; n++) {
          double sum = 0;
          for (int k = 0; k < depth; k++) {
            sum += 2.0 * a[i][k * ranges[i][0] + m] * b[k * columns + n];
          }
          assertThat((double) c[i][m * columns + n - ranges[i][1]]).isCloseTo(sum, within(2e-5));
        }
      }
    }
  }
}
