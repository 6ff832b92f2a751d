package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.cells.Initialiser;
import io.cellsearch.training.network.ParameterTensor.Place;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ParameterInitialiserTest {
  private static final NetworkSpec SPEC =
      new NetworkSpec(
          CellLibrary.standard().get("lstm"),
          CellOptions.STANDARD,
          5,
          16,
          2,
          3,
          Head.LAST_STEP,
          Loss.MSE,
          0,
          4,
          2);

  @Test
  void theDenseLayoutHoldsEveryParameterOnce() {
    List<ParameterTensor> tensors = ParameterLayout.dense(SPEC);

    // 4n(d+n+1) for d = 5 and d = 16, and a head of 17 · 3
    long count = 4 * 16 * (5 + 16 + 1) + 4 * 16 * (16 + 16 + 1) + 17 * 3;
    assertThat(ParameterLayout.length(tensors)).isEqualTo((int) count);
    assertThat(SPEC.parameterCount()).isEqualTo(count);
    assertThat(tensors)
        .extracting(ParameterTensor::id)
        .contains("layer0.i.W.x", "layer1.f.U.h", "layer1.g.b", "head.W", "head.b")
        .doesNotHaveDuplicates();
  }

  @Test
  void matricesOnTheInputAreGlorotUniform() {
    float[] values = initial("layer0.i.W.x", InitialisationScheme.STANDARD);

    // √(6 / (5 + 16)) = 0.5345
    assertThat(values).hasSize(80);
    for (float value : values) {
      assertThat(Math.abs(value)).isLessThan(0.5346f);
    }
    assertThat(largest(values)).isGreaterThan(0.45f);
  }

  @Test
  void matricesOnStatesAreOrthogonal() {
    float[] u = initial("layer1.o.U.h", InitialisationScheme.STANDARD);
    for (int i = 0; i < 16; i++) {
      for (int j = 0; j < 16; j++) {
        double product = 0;
        for (int k = 0; k < 16; k++) {
          product += (double) u[i * 16 + k] * u[j * 16 + k];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
      }
    }
  }

  @Test
  void theForgetBiasIsOneAndOthersAreZero() {
    assertThat(initial("layer0.f.b", InitialisationScheme.STANDARD)).containsOnly(1);
    assertThat(initial("layer0.i.b", InitialisationScheme.STANDARD)).containsOnly(0);
    assertThat(initial("head.b", InitialisationScheme.STANDARD)).containsOnly(0);
  }

  @Test
  void equalSeedsAndIdsGiveEqualValuesWhateverTheLayout() {
    ParameterTensor tensor = tensor("layer0.i.U.h");
    ParameterTensor elsewhere =
        new ParameterTensor(
            tensor.id(),
            new Place(1000, 16, 16, 64),
            tensor.initialiser(),
            OptionalDouble.empty(),
            OptionalInt.empty());
    ParameterInitialiser initialiser = new ParameterInitialiser(42);

    assertThat(initialiser.values(tensor, SPEC)).isEqualTo(initialiser.values(elsewhere, SPEC));
    assertThat(initialiser.values(tensor, SPEC))
        .isNotEqualTo(initialiser.values(tensor("layer0.f.U.h"), SPEC))
        .isNotEqualTo(new ParameterInitialiser(43).values(tensor, SPEC));
  }

  @Test
  void pytorchsSchemeBoundsEverythingByTheUnits() {
    for (String id : List.of("layer0.i.W.x", "layer0.f.b", "head.W", "head.b")) {
      // 1 / √16
      assertThat(largest(initial(id, InitialisationScheme.PYTORCH))).isBetween(0.01f, 0.25f);
    }
  }

  @Test
  void greffsSchemeIsNormal() {
    float[] values = initial("layer1.i.W.x", InitialisationScheme.GREFF);
    double squares = 0;
    for (float value : values) {
      squares += value * value;
    }
    // 256 numbers: the deviation is known to about 0.1 / √512 = 0.0044
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.1, within(0.015));
  }

  @Test
  void zeroBiasTakesTheForgetBiasBackButNothingElse() {
    assertThat(initial("layer0.f.b", InitialisationScheme.ZERO_BIAS)).containsOnly(0);
    assertThat(initial("layer0.f.U.h", InitialisationScheme.ZERO_BIAS))
        .isEqualTo(initial("layer0.f.U.h", InitialisationScheme.STANDARD));
  }

  @Test
  void chronoSpreadsTheSpansOfTheGatesUpToTheLongestSequence() {
    float[] forget = initial("layer0.f.b", InitialisationScheme.CHRONO);
    float[] input = initial("layer0.i.b", InitialisationScheme.CHRONO);

    // SPEC's longest sequence has 4 steps: log U[1, 3]
    for (int i = 0; i < 16; i++) {
      assertThat(forget[i]).isBetween(0f, (float) Math.log(3));
      assertThat(input[i]).isEqualTo(-forget[i]);
    }
    assertThat(largest(forget)).isGreaterThan((float) Math.log(2));
    assertThat(initial("layer0.o.b", InitialisationScheme.CHRONO)).containsOnly(0);
    assertThat(initial("layer1.f.b", InitialisationScheme.CHRONO)).isNotEqualTo(forget);
  }

  @Test
  void chronoIsRefusedWhereNoGateIsMarked() {
    NetworkSpec spec =
        new NetworkSpec(
            CellLibrary.standard().get("rnn-tanh"),
            CellOptions.STANDARD,
            1,
            3,
            1,
            1,
            Head.LAST_STEP,
            Loss.MSE,
            0,
            2,
            1);

    assertThatThrownBy(
            () ->
                new ParameterInitialiser(1, InitialisationScheme.CHRONO)
                    .initialise(new VectorNetwork(spec)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chrono starts forget and input gates, but the cell rnn-tanh marks none");
  }

  @Test
  void whatBatchnormStartsFromIsTheSameUnderEveryScheme() {
    for (InitialisationScheme scheme :
        List.of(InitialisationScheme.STANDARD, InitialisationScheme.PYTORCH)) {
      NetworkSpec spec =
          new NetworkSpec(
              CellLibrary.standard().get("li-gru"),
              CellOptions.STANDARD,
              5,
              16,
              2,
              3,
              Head.LAST_STEP,
              Loss.MSE,
              0,
              4,
              2);
      for (ParameterTensor tensor : ParameterLayout.dense(spec)) {
        float[] values = new ParameterInitialiser(42, scheme).values(tensor, spec);
        if (tensor.id().endsWith(".scale") || tensor.id().endsWith(".variance")) {
          assertThat(values).containsOnly(1);
        } else if (tensor.id().endsWith(".shift") || tensor.id().endsWith(".mean")) {
          assertThat(values).containsOnly(0);
        }
      }
    }
  }

  @Test
  void otherDistributionsKeepTheirBounds() {
    // √(3 / 4) = 0.866
    assertThat(drawn(new Initialiser.LecunUniform())).allSatisfy(bounded(-0.867f, 0.867f));
    assertThat(drawn(new Initialiser.Uniform(2, 3))).allSatisfy(bounded(2, 3));
    assertThat(drawn(new Initialiser.Identity()))
        .containsExactly(1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f);
  }

  private static java.util.function.Consumer<Float> bounded(float low, float high) {
    return value -> assertThat(value).isBetween(low, high);
  }

  private static List<Float> drawn(Initialiser initialiser) {
    ParameterTensor tensor =
        new ParameterTensor(
            "layer0.h.W.x",
            new Place(0, 4, 4, 4),
            initialiser,
            OptionalDouble.empty(),
            OptionalInt.empty());
    List<Float> values = new java.util.ArrayList<>();
    for (float value : new ParameterInitialiser(1).values(tensor, SPEC)) {
      values.add(value);
    }
    return values;
  }

  @Test
  void maskedNumbersAreZero() {
    ParameterTensor masked =
        new ParameterTensor(
            "layer0.h.U.h",
            new Place(0, 4, 4, 4),
            new Initialiser.Orthogonal(),
            OptionalDouble.empty(),
            OptionalInt.of(2));
    float[] values = new ParameterInitialiser(1).values(masked, SPEC);

    // units 2 and 3 are the slower group and do not read units 0 and 1
    assertThat(new float[] {values[2], values[3], values[6], values[7]}).containsOnly(0);
    assertThat(new float[] {values[0], values[8], values[10]}).doesNotContain(0);
  }

  private static ParameterTensor tensor(String id) {
    return ParameterLayout.dense(SPEC).stream()
        .filter(tensor -> tensor.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static float[] initial(String id, InitialisationScheme scheme) {
    return new ParameterInitialiser(42, scheme).values(tensor(id), SPEC);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
