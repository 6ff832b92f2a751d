package io.cellsearch.training.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Tag("unit")
final class OptimizerTest {
  /** Not a multiple of any vector width: the last numbers go through the scalar loop. */
  private static final int LENGTH = 67;

  static final List<OptimizerSpec> SPECS =
      List.of(
          OptimizerSpec.Adam.STANDARD,
          OptimizerSpec.RmsProp.STANDARD,
          OptimizerSpec.Sgd.STANDARD,
          new OptimizerSpec.Sgd(0.9),
          OptimizerSpec.Nesterov.STANDARD,
          OptimizerSpec.AdamW.STANDARD);

  @Test
  void adamMovesByTheLearningRateInItsFirstStep() {
    // m̂ = g and v̂ = g², so the step is α g / (|g| + ε) = ±α
    float[] parameters = {1, 1, 1};
    OptimizerSpec.Adam.STANDARD.create(3).step(parameters, new float[] {0.5f, -20, 1e-3f}, 0.01);

    assertThat(parameters[0]).isCloseTo(0.99f, within(1e-6f));
    assertThat(parameters[1]).isCloseTo(1.01f, within(1e-6f));
    assertThat(parameters[2]).isCloseTo(0.99f, within(1e-6f));
  }

  @Test
  void adamsSecondStepFollowsThePaper() {
    // g = 1 then 3: m = 0.9 * 0.1 + 0.1 * 3 = 0.39, m̂ = 0.39 / 0.19 = 2.0526316
    // v = 0.999 * 0.001 + 0.001 * 9 = 0.009999, v̂ = 0.009999 / 0.001999 = 5.0020010, √v̂ =
    // 2.2365154
    // θ = 0 - 0.1 * 1 - 0.1 * 2.0526316 / 2.2365154 = -0.1917781
    float[] parameters = {0};
    Optimizer adam = OptimizerSpec.Adam.STANDARD.create(1);
    adam.step(parameters, new float[] {1}, 0.1);
    adam.step(parameters, new float[] {3}, 0.1);

    assertThat(parameters[0]).isCloseTo(-0.1917781f, within(1e-6f));
  }

  @Test
  void rmsPropDividesByTheRootOfTheDecayingMean() {
    // v = 0.1 * 4 = 0.4; θ = 1 - 0.1 * 2 / √0.4 = 1 - 0.3162278
    // v = 0.9 * 0.4 + 0.1 * 1 = 0.46; θ = 0.6837722 + 0.1 / √0.46 = 0.8312143
    float[] parameters = {1};
    Optimizer rmsProp = OptimizerSpec.RmsProp.STANDARD.create(1);
    rmsProp.step(parameters, new float[] {2}, 0.1);
    assertThat(parameters[0]).isCloseTo(0.6837722f, within(1e-6f));

    rmsProp.step(parameters, new float[] {-1}, 0.1);
    assertThat(parameters[0]).isCloseTo(0.8312143f, within(1e-6f));
  }

  @Test
  void gradientDescentSubtractsTheScaledGradient() {
    float[] parameters = {1, 2};
    OptimizerSpec.Sgd.STANDARD.create(2).step(parameters, new float[] {4, -8}, 0.25);

    assertThat(parameters).containsExactly(0, 4);
  }

  @Test
  void momentumKeepsAShareOfTheLastVelocity() {
    // u = 2, θ = -1; u = 0.5 * 2 + 2 = 3, θ = -2.5
    float[] parameters = {0};
    Optimizer sgd = new OptimizerSpec.Sgd(0.5).create(1);
    sgd.step(parameters, new float[] {2}, 0.5);
    sgd.step(parameters, new float[] {2}, 0.5);

    assertThat(parameters).containsExactly(-2.5f);
  }

  @ParameterizedTest
  @FieldSource("SPECS")
  void vectorLoopsGiveTheBitsOfTheScalarOnes(OptimizerSpec spec) {
    float[] together = numbers(1);
    Optimizer wide = spec.create(LENGTH);
    for (int step = 0; step < 5; step++) {
      wide.step(together, numbers(10 + step), 0.01);
    }

    // An array of one number has no whole vector: it goes through the scalar loop alone.
    float[] apart = numbers(1);
    for (int i = 0; i < LENGTH; i++) {
      Optimizer narrow = spec.create(1);
      float[] one = {apart[i]};
      for (int step = 0; step < 5; step++) {
        narrow.step(one, new float[] {numbers(10 + step)[i]}, 0.01);
      }
      apart[i] = one[0];
    }
    assertThat(together).isEqualTo(apart);
  }

  @ParameterizedTest
  @FieldSource("SPECS")
  void aRestoredOptimizerGoesOnBitForBit(OptimizerSpec spec) {
    float[] parameters = numbers(1);
    Optimizer first = spec.create(LENGTH);
    first.step(parameters, numbers(2), 0.01);
    OptimizerState saved = first.save();
    float[] copy = parameters.clone();
    first.step(parameters, numbers(3), 0.01);

    Optimizer second = spec.create(LENGTH);
    second.restore(saved);
    second.step(copy, numbers(3), 0.01);

    assertThat(copy).isEqualTo(parameters);
    assertThat(second.save().steps()).isEqualTo(2);
  }

  @Test
  void aStateOfAnotherLengthIsRefused() {
    OptimizerState state = new OptimizerState(1, Map.of("m", new float[2], "v", new float[2]));

    assertThatThrownBy(() -> OptimizerSpec.Adam.STANDARD.create(3).restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the state needs 3 numbers named m, but has 2");
  }

  @Test
  void constantsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new OptimizerSpec.Adam(1, 0.999, 1e-8))
        .hasMessage("beta1 lies in [0, 1), but is 1.0");
    assertThatThrownBy(() -> new OptimizerSpec.RmsProp(0.9, 0))
        .hasMessage("epsilon is positive, but is 0.0");
  }

  private static float[] numbers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
