package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Our cells against DL4J's own layers with the same weights. */
@Tag("unit")
final class Dl4jEqualityTest {
  @ParameterizedTest
  @ValueSource(strings = {"lstm", "rnn-tanh", "lstm-peephole"})
  void outputsEqualThoseOfDl4jsOwnLayer(String cell) {
    NetworkSpec spec = Batches.network(cell, 7, Head.EVERY_STEP, Loss.MSE);
    Batch batch = Batches.random(spec, 6, Batches.even(6, 3), 5);
    List<ParameterTensor> tensors = ParameterLayout.dense(spec);
    float[] parameters = normal(ParameterLayout.length(tensors));
    double[] expected = Dl4jLayers.outputs(spec, tensors, parameters, batch);

    Nd4jNetwork reference = new Nd4jNetwork(spec, DataType.FLOAT, tensors);
    for (int i = 0; i < parameters.length; i++) {
      reference.parameters()[i] = parameters[i];
    }
    assertThat(reference.outputs(batch)).containsExactly(expected, within(1e-5));
  }

  private static float[] normal(int length) {
    SplittableRandom random = new SplittableRandom(11);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() / 2);
    }
    return values;
  }
}
