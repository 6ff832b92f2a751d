package io.cellsearch.training.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Optimizers against the papers' lines, written down number by number. */
@Tag("unit")
final class OptimizerReferenceTest {
  private static final int LENGTH = 67;
  private static final int STEPS = 30;
  private static final float RATE = 0.01f;

  private final SplittableRandom random = new SplittableRandom(5);
  private final float[] parameters = numbers();
  private final float[] expected = parameters.clone();

  @Test
  void nesterovsMomentumHasTheBitsOfItsEquations() {
    Optimizer optimizer = new OptimizerSpec.Nesterov(0.8).create(LENGTH);
    float[] u = new float[LENGTH];
    for (int step = 0; step < STEPS; step++) {
      float[] g = numbers();
      optimizer.step(parameters, g, RATE);
      for (int i = 0; i < LENGTH; i++) {
        u[i] = 0.8f * u[i] + g[i];
        expected[i] = expected[i] - RATE * (g[i] + 0.8f * u[i]);
      }
    }
    assertThat(parameters).isEqualTo(expected);
  }

  @Test
  void adamWHasTheBitsOfItsEquationsAndLeavesBiasesToAdam() {
    boolean[] weights = new boolean[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      weights[i] = i % 3 != 0;
    }
    float[] m = new float[LENGTH];
    float[] v = new float[LENGTH];
    Optimizer optimizer =
        new OptimizerSpec.AdamW(OptimizerSpec.Adam.STANDARD, 0.1).create(Weights.of(weights));
    for (int step = 1; step <= STEPS; step++) {
      float[] g = numbers();
      optimizer.step(parameters, g, RATE);
      float rate = (float) ((double) RATE / (1 - Math.pow(0.9, step)));
      float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(0.999, step)));
      for (int i = 0; i < LENGTH; i++) {
        m[i] = 0.9f * m[i] + (float) (1 - 0.9) * g[i];
        v[i] = 0.999f * v[i] + (float) (1 - 0.999) * g[i] * g[i];
        if (weights[i]) {
          expected[i] -= expected[i] * (float) ((double) RATE * 0.1);
        }
        expected[i] -= m[i] * rate / ((float) Math.sqrt(v[i]) * rootScale + 1e-8f);
      }
    }
    assertThat(parameters).isEqualTo(expected);
  }

  @Test
  void nesterovLooksAheadAlongItsVelocity() {
    // u = 2, θ = -0.5 (2 + 0.5 * 2) = -1.5; u = 0.5 * 2 + 2 = 3, θ = -1.5 - 0.5 (2 + 1.5) = -3.25
    float[] one = {0};
    Optimizer nesterov = new OptimizerSpec.Nesterov(0.5).create(1);
    nesterov.step(one, new float[] {2}, 0.5);
    assertThat(one).containsExactly(-1.5f);

    nesterov.step(one, new float[] {2}, 0.5);
    assertThat(one).containsExactly(-3.25f);
  }

  @Test
  void decayIsDecoupledFromTheGradientsSize() {
    // whatever the gradient's size: θ = 1 - 0.1 * 0.5 * 1 - 0.1 = 0.85, a bias: 1 - 0.1 = 0.9
    for (float gradient : new float[] {1e-3f, 1, 1000}) {
      float[] two = {1, 1};
      new OptimizerSpec.AdamW(OptimizerSpec.Adam.STANDARD, 0.5)
          .create(Weights.of(new boolean[] {true, false}))
          .step(two, new float[] {gradient, gradient}, 0.1);

      assertThat(two).containsExactly(new float[] {0.85f, 0.9f}, within(2e-6f));
    }
  }

  @Test
  void adamWWithoutDecayIsAdamToTheBit() {
    Optimizer adamW = new OptimizerSpec.AdamW(OptimizerSpec.Adam.STANDARD, 0).create(LENGTH);
    Optimizer adam = OptimizerSpec.Adam.STANDARD.create(LENGTH);
    for (int step = 0; step < STEPS; step++) {
      float[] g = numbers();
      adamW.step(parameters, g, RATE);
      adam.step(expected, g, RATE);
    }
    assertThat(parameters).isEqualTo(expected);
  }

  @Test
  void aPenaltyPullsWeightsAndNoOthers() {
    // g + l2 θ = 1 + 0.5 * 4 = 3
    float[] gradients = {1, 1};
    Weights.of(new boolean[] {true, false}).addPenalty(new float[] {4, 4}, gradients, 0.5);

    assertThat(gradients).containsExactly(3, 1);
  }

  @Test
  void aPenaltysVectorLoopHasTheBitsOfItsScalarOne() {
    float[] gradients = numbers();
    float[] pulled = gradients.clone();
    Weights.all(LENGTH).addPenalty(parameters, pulled, 0.3);

    for (int i = 0; i < LENGTH; i++) {
      gradients[i] += parameters[i] * 0.3f;
    }
    assertThat(pulled).isEqualTo(gradients);
  }

  @Test
  void constantsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new OptimizerSpec.Nesterov(1))
        .hasMessage("momentum lies in [0, 1), but is 1.0");
    assertThatThrownBy(() -> new OptimizerSpec.AdamW(OptimizerSpec.Adam.STANDARD, -1))
        .hasMessage("weight_decay is at least 0 and finite, but is -1.0");
  }

  private float[] numbers() {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
