package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.VectorNetwork;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Both engines against recordings of PyTorch 2.13 with the same weights. */
@Tag("unit")
final class PyTorchEqualityTest {
  private static final int STEPS = 6;
  private static final int SEQUENCES = 3;

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru-reset-after", "rnn-tanh"})
  void theFastEngineComputesWhatPyTorchDoes(String cell) throws IOException {
    PyTorchRecording recording = PyTorchRecording.of(cell);
    VectorNetwork network = new VectorNetwork(spec(cell));
    for (ParameterTensor tensor : network.tensors()) {
      tensor.write(narrow(recording.parameter(tensor.id())), network.parameters());
    }
    Batch batch = batch(recording);
    float[] outputs = new float[batch.targets().length];
    network.evaluate(batch, outputs);
    LossSum loss = network.train(batch, () -> 0);

    compareOutputs(recording, widen(outputs), loss);
    compareGradients(recording, network.tensors(), widen(network.gradients()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru-reset-after", "rnn-tanh"})
  void theReferenceEngineComputesWhatPyTorchDoes(String cell) throws IOException {
    PyTorchRecording recording = PyTorchRecording.of(cell);
    Nd4jNetwork network = new Nd4jNetwork(spec(cell), DataType.FLOAT);
    for (ParameterTensor tensor : network.tensors()) {
      // the layout without gaps
      double[] values = recording.parameter(tensor.id());
      System.arraycopy(
          values, 0, network.parameters(), tensor.place().offset(), tensor.place().size());
    }
    Batch batch = batch(recording);
    double[] outputs = network.outputs(batch);
    LossSum loss = network.train(batch);

    compareOutputs(recording, outputs, loss);
    compareGradients(recording, network.tensors(), network.gradients());
  }

  private static NetworkSpec spec(String cell) {
    return new NetworkSpec(
        CellLibrary.standard().get(cell),
        CellOptions.STANDARD,
        4,
        5,
        2,
        2,
        Head.EVERY_STEP,
        Loss.MSE,
        0,
        STEPS,
        SEQUENCES);
  }

  private static Batch batch(PyTorchRecording recording) {
    return Batch.even(
        STEPS,
        SEQUENCES,
        narrow(recording.numbers("inputs")),
        narrow(recording.numbers("targets")));
  }

  private static void compareOutputs(PyTorchRecording recording, double[] outputs, LossSum loss) {
    assertThat(outputs).containsExactly(recording.numbers("outputs"), within(1e-5));
    assertThat(loss.mean()).isCloseTo(recording.numbers("loss")[0], within(1e-5));
  }

  /** Errors are measured against the largest gradient of the tensor. */
  private static void compareGradients(
      PyTorchRecording recording, List<ParameterTensor> tensors, double[] flat) {
    for (ParameterTensor tensor : tensors) {
      double[] expected = recording.gradient(tensor.id());
      double largest =
          IntStream.range(0, expected.length)
              .mapToDouble(i -> Math.abs(expected[i]))
              .max()
              .orElseThrow();
      ParameterTensor.Place place = tensor.place();
      assertThat(expected).as(tensor.id()).hasSize(place.size());
      for (int i = 0; i < expected.length; i++) {
        double actual = flat[place.index(i / place.columns(), i % place.columns())];
        assertThat(actual)
            .as("%s at %d", tensor.id(), i)
            .isCloseTo(expected[i], within(1e-3 * largest));
      }
    }
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static double[] widen(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
