package io.cellsearch.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.training.nd4j.Batches;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.VectorNetwork;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** DL4J's backward pass through our layer class against the fast engine's. */
@Tag("unit")
final class CellLayerGradientTest {

  @ParameterizedTest
  @CsvSource({
    "gru, EVERY_STEP",
    "lstm-fgr, LAST_STEP",
    "depth-gated, EVERY_STEP",
    "sru, LAST_STEP"
  })
  void gradientsOfMaskedSequencesEqualThoseOfTheFastEngine(String cell, Head head) {
    NetworkSpec spec = Batches.network(cell, 7, head, Loss.SOFTMAX_CROSS_ENTROPY);
    Batch batch = Batches.random(spec, 7, new int[] {7, 3, 5}, 1);
    VectorNetwork expected = new VectorNetwork(spec);
    new ParameterInitialiser(3).initialise(expected);
    expected.train(batch, () -> 0);

    ParameterViews views = new ParameterViews(spec);
    Map<String, INDArray> gradients = gradients(expected, views, batch);
    for (ParameterTensor tensor : expected.tensors()) {
      float[] values = tensor.read(expected.gradients());
      float[] actual = views.read(tensor, gradients);
      float largest = 0;
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < values.length; i++) {
        assertThat(actual[i] / batch.countedRows(head))
            .as("%s at %d", tensor.id(), i)
            .isCloseTo(values[i], within(1e-3f * Math.max(1e-3f, largest)));
      }
    }
  }

  /** Of the summed loss. */
  private static Map<String, INDArray> gradients(
      VectorNetwork from, ParameterViews views, Batch batch) {
    NetworkSpec spec = from.spec();
    MultiLayerNetwork network = new MultiLayerNetwork(Dl4jConfiguration.of(spec, new Sgd()));
    network.init();
    Map<String, INDArray> table = network.paramTable();
    from.tensors().forEach(each -> views.write(each, each.read(from.parameters()), table));
    Dl4jBatches batches = new Dl4jBatches(spec);
    INDArray mask = batches.mask(batch);
    network.setInput(batches.inputs(batch));
    network.setLabels(batches.labels(batch));
    network.setLayerMaskArrays(mask, spec.head() == Head.EVERY_STEP ? mask : null);
    network.computeGradientAndScore();
    return network.gradient().gradientForVariable();
  }
}
