package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.optimize.Optimizer;
import io.cellsearch.training.optimize.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class VectorNetworkTest {
  private static final int STEPS = 6;
  private static final int SIZE = 4;
  private static final int UNITS = 12;

  static List<String> cells() {
    return CellLibrary.standard().names();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellLearnsOneBatchByHeart(String cell) {
    VectorNetwork network = initialised(spec(cell, Head.LAST_STEP, 0));
    List<Double> losses = losses(network, batch(Head.LAST_STEP, 1), 250);

    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 20);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void oneSeedGivesTheSameLossesToTheBit(String cell) {
    NetworkSpec spec = spec(cell, Head.EVERY_STEP, 0.3);
    Batch batch = batch(Head.EVERY_STEP, 2);
    List<Double> first = losses(initialised(spec), batch, 30);

    assertThat(losses(initialised(spec), batch, 30)).isEqualTo(first);
  }

  @Test
  void aLearningRateThatIsFarTooLargeGivesALossThatIsNotFinite() {
    VectorNetwork network = initialised(spec("lstm", Head.LAST_STEP, 0));
    Batch batch = batch(Head.LAST_STEP, 3);
    Optimizer optimizer = OptimizerSpec.Sgd.STANDARD.create(network.parameters().length);
    double loss = 0;
    for (int step = 0; step < 20; step++) {
      loss = network.train(batch, () -> 0).mean();
      optimizer.step(network.parameters(), network.gradients(), 1e20);
    }

    assertThat(Double.isFinite(loss)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "li-gru", "depth-gated", "sru"})
  void whatStandsBeyondASequencesEndHasNoEffect(String cell) {
    for (Head head : Head.values()) {
      VectorNetwork network = initialised(spec(cell, head, 0));
      Batch batch = batch(head, 4);
      LossSum loss = network.train(batch, () -> 0);
      float[] gradients = network.gradients().clone();
      float[] inputs = batch.inputs().clone();
      // the third sequence has 2 of 6 steps
      for (int step = 2; step < STEPS; step++) {
        inputs[(step * SIZE + 2) * 3 + 1] = 5;
      }
      Batch other = new Batch(STEPS, SIZE, inputs, batch.targets(), batch.lengths());

      assertThat(network.train(other, () -> 0)).isEqualTo(loss);
      assertThat(network.gradients()).isEqualTo(gradients);
    }
  }

  @Test
  void evaluationNormalisesByWhatTrainingHasSeen() {
    VectorNetwork network = initialised(spec("li-gru", Head.LAST_STEP, 0));
    Batch batch = batch(Head.LAST_STEP, 1);
    float[] outputs = new float[SIZE * 2];
    double before = network.evaluate(batch, outputs).mean();
    double trained = network.train(batch, () -> 0).mean();
    for (int step = 0; step < 200; step++) {
      network.train(batch, () -> 0);
    }

    // the running variance is unbiased: N / (N - 1) = 17 / 16 for the batch's 6 + 4 + 2 + 5 rows
    for (ParameterTensor tensor : network.tensors()) {
      if (tensor.id().endsWith(".variance")) {
        float[] values = tensor.read(network.parameters());
        for (int i = 0; i < values.length; i++) {
          values[i] *= 16f / 17;
        }
        tensor.write(values, network.parameters());
      }
    }

    // 0.9^200, less than a float can hold beside 1, is left of the first averages
    assertThat(before).isNotCloseTo(trained, within(0.01));
    assertThat(network.evaluate(batch, outputs).mean()).isCloseTo(trained, within(1e-4));
    assertThat(network.evaluate(batch, outputs).mean())
        .as("evaluating again")
        .isCloseTo(trained, within(1e-4));
  }

  @Test
  void aSmallBatchAfterALargeOneLeavesNoTrace() {
    NetworkSpec spec = spec("lstm", Head.EVERY_STEP, 0);
    Batch small = Batch.even(2, 1, new float[] {1, 2, 3, 4, 5, 6}, new float[] {1, 0, 0, 1});
    VectorNetwork fresh = initialised(spec);
    LossSum expected = fresh.train(small, () -> 0);

    VectorNetwork used = initialised(spec);
    used.train(batch(Head.EVERY_STEP, 5), () -> 0);
    assertThat(used.train(small, () -> 0)).isEqualTo(expected);
    assertThat(used.gradients()).isEqualTo(fresh.gradients());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "depth-gated", "li-gru"})
  void gradientsUnderDropoutBelongToTheLossOfTheSameMask(String cell) {
    VectorNetwork network = initialised(spec(cell, Head.EVERY_STEP, 0.4));
    Batch batch = batch(Head.EVERY_STEP, 6);
    network.train(batch, new SplittableRandom(1)::nextLong);
    float[] gradients = network.gradients().clone();
    double squares = 0;
    for (float gradient : gradients) {
      squares += (double) gradient * gradient;
    }
    // Along its own direction a loss changes by its gradient's squared length.
    double epsilon = 1e-3 / Math.sqrt(squares);
    double above = lossAt(network, gradients, epsilon, batch);
    double below = lossAt(network, gradients, -2 * epsilon, batch);

    assertThat((above - below) / (2 * epsilon)).isCloseTo(squares, within(0.01 * squares));
  }

  @Test
  void dropoutOfTheTopLayerKeepsItsShareAndTheMean() {
    DropoutMask mask = new DropoutMask(0.25, 1000, 15, 16);
    mask.draw(1000, new SplittableRandom(3)::nextLong);
    float[] ones = new float[16_000];
    Arrays.fill(ones, 1);
    Rows masked = mask.apply(new Rows(ones, 0, 16), 1000);
    int zeros = 0;
    double sum = 0;
    for (int row = 0; row < 1000; row++) {
      for (int unit = 0; unit < 15; unit++) {
        float value = masked.values()[masked.start(row) + unit];
        zeros += value == 0 ? 1 : 0;
        sum += value;
      }
    }
    // 15,000 draws: the share is known to about √(0.25 · 0.75 / 15,000) = 0.0035
    assertThat(zeros / 15_000.0).isCloseTo(0.25, within(0.015));
    assertThat(sum / 15_000).isCloseTo(1, within(0.02));
  }

  @Test
  void tensorsGoInAndOutOfTheFlatArray() {
    VectorNetwork network = new VectorNetwork(spec("lstm", Head.LAST_STEP, 0));
    int covered = 0;
    for (ParameterTensor tensor : network.tensors()) {
      float[] values = new float[tensor.place().size()];
      Arrays.fill(values, ++covered);
      tensor.write(values, network.parameters());
    }
    for (int i = 0; i < network.tensors().size(); i++) {
      // nobody else wrote to its place
      assertThat(network.tensors().get(i).read(network.parameters())).containsOnly(i + 1);
    }
    assertThat(network.parameters()).doesNotContain(0);
    assertThat(network.parameterCount()).isEqualTo(network.parameters().length);
  }

  @Test
  void clampedParametersAreBroughtBackIntoTheirBounds() {
    CellDefinition cell =
        CellDefinition.parse("clamped", "state h\nh' = relu(W x + u{clamp: 0.5} * h)");
    VectorNetwork network =
        new VectorNetwork(
            new NetworkSpec(
                cell, CellOptions.STANDARD, 1, 3, 1, 1, Head.LAST_STEP, Loss.MSE, 0, 2, 1));
    for (ParameterTensor tensor : network.tensors()) {
      float[] values = new float[tensor.place().size()];
      Arrays.fill(values, -2);
      values[0] = 0.25f;
      tensor.write(values, network.parameters());
    }
    network.constrain();

    for (ParameterTensor tensor : network.tensors()) {
      float[] values = tensor.read(network.parameters());
      if (tensor.id().equals("layer0.h.u")) {
        assertThat(values).containsExactly(0.25f, -0.5f, -0.5f);
      } else if (values.length == 3) {
        assertThat(values).containsExactly(0.25f, -2, -2);
      }
    }
  }

  @Test
  void aBatchThatIsTooLargeIsRefused() {
    VectorNetwork network = new VectorNetwork(spec("lstm", Head.LAST_STEP, 0));
    Batch batch = Batch.even(STEPS + 1, 1, new float[21], new float[2]);

    assertThatThrownBy(() -> network.train(batch, () -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a batch has at most 6 steps of 4 sequences, but this one has 7 of 1");
  }

  private static double lossAt(
      VectorNetwork network, float[] direction, double distance, Batch batch) {
    for (int i = 0; i < direction.length; i++) {
      network.parameters()[i] += (float) (distance * direction[i]);
    }
    return network.train(batch, new SplittableRandom(1)::nextLong).mean();
  }

  private static List<Double> losses(VectorNetwork network, Batch batch, int steps) {
    Optimizer optimizer = OptimizerSpec.Adam.STANDARD.create(network.parameters().length);
    SplittableRandom dropout = new SplittableRandom(9);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      losses.add(network.train(batch, dropout::nextLong).mean());
      optimizer.step(network.parameters(), network.gradients(), 0.01);
      network.constrain();
    }
    return losses;
  }

  private static VectorNetwork initialised(NetworkSpec spec) {
    VectorNetwork network = new VectorNetwork(spec);
    new ParameterInitialiser(42).initialise(network);
    return network;
  }

  private static NetworkSpec spec(String cell, Head head, double dropout) {
    return new NetworkSpec(
        CellLibrary.standard().get(cell),
        CellOptions.STANDARD,
        3,
        UNITS,
        2,
        2,
        head,
        head == Head.LAST_STEP ? Loss.MSE : Loss.SOFTMAX_CROSS_ENTROPY,
        dropout,
        STEPS,
        SIZE);
  }

  /** Ragged; normal inputs, targets one-hot. */
  private static Batch batch(Head head, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] inputs = new float[STEPS * SIZE * 3];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    float[] targets = new float[(head == Head.LAST_STEP ? SIZE : STEPS * SIZE) * 2];
    for (int i = 0; i < targets.length; i += 2) {
      targets[i + random.nextInt(2)] = 1;
    }
    return new Batch(STEPS, SIZE, inputs, targets, new int[] {6, 4, 2, 5});
  }
}
