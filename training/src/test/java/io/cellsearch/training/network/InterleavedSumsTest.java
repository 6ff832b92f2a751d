package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class InterleavedSumsTest {
  /** Less than four, four, and some more than whole fours. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 88})
  void sumsTakeEachNumberOnce(int count) {
    float[] x = new float[count + 2];
    float[] z = new float[count + 3];
    x[0] = x[count + 1] = z[1] = z[count + 2] = 1000; // beside what is summed
    for (int i = 0; i < count; i++) {
      x[1 + i] = i + 1;
      z[2 + i] = i;
    }

    // 1 + ... + n = n (n + 1) / 2
    assertThat(InterleavedSums.sum(x, 1, count)).isEqualTo(count * (count + 1) / 2);
    // Σ (i + 1) (i + 1) = n (n + 1) (2 n + 1) / 6
    assertThat(InterleavedSums.product(x, 1, z, 2, -1, count))
        .isEqualTo(count * (count + 1) * (2 * count + 1) / 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 88, 512, 1100})
  void logarithmsOfManyHalvesDoNotVanish(int count) {
    float[] x = new float[count + 1];
    java.util.Arrays.fill(x, 0.5f);
    x[0] = 1000; // before what is summed

    // log ½ of each
    assertThat(InterleavedSums.logarithm(x, 1, count))
        .isCloseTo(-count * Math.log(2), within(1e-12 * count));
  }
}
