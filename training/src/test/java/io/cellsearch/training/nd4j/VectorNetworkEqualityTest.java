package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Convolution.Padding;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.ParameterTensor.Place;
import io.cellsearch.training.network.Variant;
import io.cellsearch.training.network.VectorNetwork;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The fast engine against the reference in single precision, both with the same parameters. */
@Tag("unit")
final class VectorNetworkEqualityTest {
  /** Odd, and a multiple of three groups. */
  private static final int UNITS = 15;

  private static final int MORE_UNITS = 21;

  @ParameterizedTest
  @MethodSource("io.cellsearch.training.nd4j.Batches#cells")
  void equalsTheReferenceOnRaggedSequencesAtEveryStep(String cell) {
    NetworkSpec spec = Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.SIGMOID_CROSS_ENTROPY);
    compare(spec, Batches.random(spec, 7, new int[] {7, 3, 5}, 1));
  }

  @ParameterizedTest
  @MethodSource("io.cellsearch.training.nd4j.Batches#cells")
  void equalsTheReferenceOnRaggedSequencesAtTheLastStep(String cell) {
    NetworkSpec spec =
        Batches.network(cell, MORE_UNITS, Head.LAST_STEP, Loss.SOFTMAX_CROSS_ENTROPY);
    compare(spec, Batches.random(spec, 9, new int[] {2, 9, 4, 1}, 2));
  }

  @ParameterizedTest
  @MethodSource("io.cellsearch.training.nd4j.Batches#cells")
  void equalsTheReferenceOnOneSequenceOfOneStep(String cell) {
    NetworkSpec spec = Batches.network(cell, UNITS, Head.LAST_STEP, Loss.MSE);
    compare(spec, Batches.random(spec, 1, new int[] {1}, 3));
  }

  @ParameterizedTest
  @MethodSource("io.cellsearch.training.nd4j.Batches#variants")
  void equalsTheReferenceInEveryVariant(String cell, Variant variant) {
    NetworkSpec every =
        Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.SIGMOID_CROSS_ENTROPY)
            .with(0.25, variant);
    compare(every, Batches.random(every, 9, new int[] {9, 3, 5}, 4));
    NetworkSpec last = Batches.network(cell, MORE_UNITS, Head.LAST_STEP, Loss.MSE).with(0, variant);
    compare(last, Batches.random(last, 7, new int[] {2, 7, 4, 1}, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "rnn-tanh", "lstm-peephole"})
  void outputsEqualThoseOfDl4jsOwnLayer(String cell) {
    NetworkSpec spec = Batches.network(cell, 7, Head.EVERY_STEP, Loss.MSE);
    Batch batch = Batches.random(spec, 6, Batches.even(6, 3), 5);
    VectorNetwork network = network(spec);
    float[] outputs = new float[spec.rows(batch) * spec.outputs()];
    network.evaluate(batch, outputs);

    double[] expected = Dl4jLayers.outputs(spec, network.tensors(), network.parameters(), batch);
    assertThat(widen(outputs)).containsExactly(expected, within(1e-5));
  }

  private static VectorNetwork network(NetworkSpec spec) {
    VectorNetwork network = new VectorNetwork(spec);
    SplittableRandom random = new SplittableRandom(11);
    for (ParameterTensor tensor : network.tensors()) {
      Place place = tensor.place();
      for (int i = 0; i < place.size(); i++) {
        int row = i / place.columns();
        int column = i % place.columns();
        float value = (float) (random.nextGaussian() / Math.sqrt(spec.units()));
        value = tensor.id().endsWith(".variance") ? 1 + Math.abs(value) : value;
        network.parameters()[place.index(row, column)] = tensor.isTrained(row, column) ? value : 0;
      }
    }
    return network;
  }

  @ParameterizedTest
  @MethodSource("io.cellsearch.training.nd4j.Batches#cells")
  void equalsTheReferenceInSegmentsThatGoOnFromEachOther(String cell) {
    NetworkSpec spec =
        Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.MSE)
            .with(0.25, new Variant(0, 0.3, false, true));
    compareSegments(spec, Batches.random(spec, 9, new int[] {9, 2, 5}, 6).segments(4));
  }

  private static void compareSegments(NetworkSpec spec, List<Batch> segments) {
    VectorNetwork network = network(spec);
    Nd4jNetwork reference = reference(network);
    for (Batch segment : segments) {
      LossSum trained = network.train(segment, Batches.draws());
      LossSum expected = reference.train(segment, Batches.draws());
      assertThat(trained.count()).isEqualTo(expected.count());
      assertThat(trained.sum()).isCloseTo(expected.sum(), within(1e-5 * expected.count()));
      for (ParameterTensor tensor : network.tensors()) {
        compareGradients(tensor, network.gradients(), reference.gradients());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "li-gru", "depth-gated"})
  void equalsTheReferenceInSegmentsBehindAConvolutionThatIsWiderThanOne(String cell) {
    NetworkSpec spec =
        Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.MSE)
            .with(Variant.behind(FrontEnd.convolution(5, 6, Padding.CAUSAL)));
    compareSegments(spec, Batches.random(spec, 9, new int[] {9, 2, 5}, 6).segments(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "li-gru", "depth-gated"})
  void equalsTheReferenceBehindAConvolutionWithoutPadding(String cell) {
    NetworkSpec spec = Batches.network(cell, UNITS, Head.LAST_STEP, Loss.MSE);
    FrontEnd frontEnd = FrontEnd.convolution(18, 3, Padding.VALID);
    NetworkSpec ahead = spec.with(Variant.behind(frontEnd));
    compare(ahead, Batches.random(ahead, 9, new int[] {3, 9, 5}, 8));
    NetworkSpec both = spec.with(new Variant(0, 0, true, false, frontEnd));
    compare(both, Batches.random(both, 7, new int[] {7, 4}, 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "clockwork", "depth-gated", "everything"})
  void segmentsGiveTheOutputsOfTheWhole(String cell) {
    NetworkSpec spec = Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.MSE);
    Batch whole = Batches.random(spec, 9, Batches.even(9, 2), 7);
    VectorNetwork network = network(spec);
    float[] expected = new float[whole.targets().length];
    network.evaluate(whole, expected);

    int row = 0;
    for (Batch segment : whole.segments(4)) {
      float[] outputs = new float[segment.targets().length];
      network.evaluate(segment, outputs);
      for (float output : outputs) {
        assertThat(output).as("number %d", row).isCloseTo(expected[row++], within(1e-6f));
      }
    }
  }

  private static Nd4jNetwork reference(VectorNetwork network) {
    Nd4jNetwork reference = new Nd4jNetwork(network.spec(), DataType.FLOAT, network.tensors());
    System.arraycopy(
        widen(network.parameters()), 0, reference.parameters(), 0, reference.parameters().length);
    return reference;
  }

  private static void compare(NetworkSpec spec, Batch batch) {
    VectorNetwork network = network(spec);
    Nd4jNetwork reference = reference(network);

    float[] outputs = new float[spec.rows(batch) * spec.outputs()];
    LossSum evaluated = network.evaluate(batch, outputs);
    compareOutputs(spec, batch, outputs, reference.outputs(batch));
    LossSum trained = network.train(batch, Batches.draws());
    LossSum expected = reference.train(batch, Batches.draws());
    assertThat(trained.count()).isEqualTo(expected.count());
    assertThat(trained.sum()).isCloseTo(expected.sum(), within(1e-5 * expected.count()));
    if (!normalises(network) && spec.withoutDropout().equals(spec)) {
      assertThat(evaluated.mean()).isCloseTo(trained.mean(), within(1e-6));
    }
    for (ParameterTensor tensor : network.tensors()) {
      compareGradients(tensor, network.gradients(), reference.gradients());
    }
    assertThat(widen(network.parameters()))
        .as("parameters, with running averages that both brought up to date")
        .containsExactly(reference.parameters(), within(1e-5));
  }

  /** Whether training normalises by the batch and evaluation by running averages. */
  private static boolean normalises(VectorNetwork network) {
    return network.tensors().stream().anyMatch(tensor -> tensor.id().endsWith(".variance"));
  }

  private static void compareOutputs(
      NetworkSpec spec, Batch batch, float[] outputs, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (batch.counts(spec.head(), i / spec.outputs())) {
        assertThat((double) outputs[i]).as("output %d", i).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  /** Errors are measured against the largest gradient of the tensor. */
  private static void compareGradients(ParameterTensor tensor, float[] actual, double[] expected) {
    Place place = tensor.place();
    double largest = 0;
    double error = 0;
    for (int row = 0; row < place.rows(); row++) {
      for (int i = place.index(row, 0); i < place.index(row, place.columns()); i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
        error = Math.max(error, Math.abs(actual[i] - expected[i]));
      }
    }
    assertThat(error).as(tensor.id()).isLessThanOrEqualTo(1e-5 * Math.max(1e-2, largest));
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
