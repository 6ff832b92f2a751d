package io.cellsearch.training.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class GradientClippingTest {
  @Test
  void scalesLongGradientsDownToTheBound() {
    // √(9 + 16 + 144) = 13; 6.5 / 13 = ½
    float[] gradients = {3, 0, -4, 0, 12};

    assertThat(GradientClipping.clip(gradients, 6.5)).isEqualTo(13);
    assertThat(gradients).containsExactly(1.5f, 0, -2, 0, 6);
  }

  @Test
  void leavesShortGradientsAsTheyAre() {
    float[] gradients = {3, 4};

    assertThat(GradientClipping.clip(gradients, 5)).isEqualTo(5);
    assertThat(gradients).containsExactly(3, 4);
  }

  @Test
  void sumsInDoublePrecision() {
    // 1e20² = 1e40 is beyond float
    assertThat(GradientClipping.norm(new float[] {1e20f, 0, 0})).isEqualTo((double) 1e20f);
  }

  @Test
  void leavesGradientsThatAreNotFiniteAsTheyAre() {
    float[] gradients = {1, Float.POSITIVE_INFINITY};

    assertThat(GradientClipping.clip(gradients, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(gradients).containsExactly(1, Float.POSITIVE_INFINITY);
  }

  @Test
  void refusesABoundThatIsNotPositive() {
    assertThatThrownBy(() -> GradientClipping.clip(new float[1], 0))
        .hasMessage("clip_norm is positive, but is 0.0");
  }
}
