package io.cellsearch.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.NetworkShape;
import io.cellsearch.training.trainer.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network of the fast engine with random weights, as a stored model has it. */
final class ExportedModel {
  private final VectorNetwork network;
  private final Model model;

  ExportedModel(NetworkSpec spec) {
    network = new VectorNetwork(spec);
    SplittableRandom random = new SplittableRandom(11);
    for (ParameterTensor tensor : network.tensors()) {
      tensor.write(values(tensor, spec, random), network.parameters());
    }
    model =
        new Model(
            header(spec, network.tensors()),
            network.tensors().stream().map(each -> each.read(network.parameters())).toList());
  }

  /** Normal numbers; masked ones are 0, variances positive. */
  private static float[] values(ParameterTensor tensor, NetworkSpec spec, SplittableRandom random) {
    float[] values = new float[tensor.place().size()];
    for (int i = 0; i < values.length; i++) {
      int columns = tensor.place().columns();
      float value = (float) (random.nextGaussian() / Math.sqrt(spec.units()));
      value = tensor.id().endsWith(".variance") ? 1 + Math.abs(value) : value;
      values[i] = tensor.isTrained(i / columns, i % columns) ? value : 0;
    }
    return values;
  }

  private static Model.Header header(NetworkSpec spec, List<ParameterTensor> tensors) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text(spec.cell().name()));
    values.put("model.units", new ParameterValue.Int(spec.units()));
    values.put("model.layers", new ParameterValue.Int(spec.layers()));
    spec.options()
        .numbers()
        .forEach((name, value) -> values.put("model." + name, new ParameterValue.Real(value)));
    values.put("model.input_dropout", new ParameterValue.Real(spec.variant().inputDropout()));
    values.put(
        "model.recurrent_dropout", new ParameterValue.Real(spec.variant().recurrentDropout()));
    values.put("model.bidirectional", new ParameterValue.Flag(spec.variant().bidirectional()));
    values.put("model.layer_norm", new ParameterValue.Flag(spec.variant().layerNorm()));
    spec.variant()
        .frontEnd()
        .embedding()
        .ifPresent(width -> values.put("model.embedding", new ParameterValue.Int(width)));
    boolean own = !spec.cell().citation().isEmpty();
    return new Model.Header(
        1,
        Tasks.co2(Tasks.NO_HASH),
        new Configuration(values),
        own ? Map.of() : Map.of(spec.cell().name(), spec.cell().source()),
        new NetworkShape(spec.inputs(), spec.outputs(), spec.head(), spec.loss(), spec.maxSteps()),
        Map.of(),
        tensors.stream()
            .map(
                tensor ->
                    new Model.Tensor(tensor.id(), tensor.place().rows(), tensor.place().columns()))
            .toList());
  }

  Model model() {
    return model;
  }

  /** DL4J's form [batch][inputs][steps] of a batch. */
  static INDArray inputs(Batch batch) {
    int inputs = batch.inputs().length / (batch.steps() * batch.size());
    return Nd4j.create(
            batch.inputs(), new long[] {batch.steps(), batch.size(), inputs}, DataType.FLOAT)
        .permute(1, 2, 0)
        .dup('c');
  }

  /** DL4J's form [batch][steps] of the lengths. */
  static INDArray mask(Batch batch) {
    INDArray mask = Nd4j.zeros(DataType.FLOAT, batch.size(), batch.steps());
    for (int b = 0; b < batch.size(); b++) {
      for (int t = 0; t < batch.lengths()[b]; t++) {
        mask.putScalar(b, t, 1);
      }
    }
    return mask;
  }

  /**
   * Compares DL4J's predictions, [batch][outputs][steps] or [batch][outputs], with those of the
   * network that was exported, wherever a sequence has a step.
   */
  void assertPredicts(Batch batch, float[] actual) {
    NetworkSpec spec = network.spec();
    float[] expected = new float[spec.rows(batch) * spec.outputs()];
    network.evaluate(batch, expected);
    spec.loss().toPredictions(expected, spec.outputs());
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      int row = i / spec.outputs();
      int output = i % spec.outputs();
      int step = row / batch.size();
      int index =
          spec.head() == Head.LAST_STEP
              ? i
              : ((row % batch.size()) * spec.outputs() + output) * batch.steps() + step;
      if (batch.counts(spec.head(), row)) {
        assertThat(actual[index])
            .as("output %d of row %d", output, row)
            .isCloseTo(expected[i], within(1e-5f));
      }
    }
  }
}
