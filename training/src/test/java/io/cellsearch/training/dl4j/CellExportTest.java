package io.cellsearch.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.training.nd4j.Batches;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Files of cells that DL4J does not have, read with our layer class. */
@Tag("unit")
final class CellExportTest {
  /** Odd, and a multiple of three groups. */
  private static final int UNITS = 15;

  @TempDir private Path folder = Path.of("");

  static List<String> cells() {
    return Batches.cells().stream()
        .filter(cell -> StockLayer.of(spec(cell, Head.EVERY_STEP)).isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRestoredNetworkPredictsWhatTheExportedOneDid(String cell) throws IOException {
    NetworkSpec spec = spec(cell, Head.EVERY_STEP);
    Batch batch = Batches.random(spec, 7, new int[] {7, 3, 5}, 1);
    assertPredicts(spec, batch);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aRestoredNetworkReadsTheLastStepOfEachSequence(String cell) throws IOException {
    NetworkSpec spec = spec(cell, Head.LAST_STEP);
    assertPredicts(spec, Batches.random(spec, 9, new int[] {2, 9, 4, 1}, 2));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void stepAfterStepARestoredNetworkPredictsWhatItDoesOfTheWhole(String cell) throws IOException {
    NetworkSpec spec = spec(cell, Head.EVERY_STEP);
    ExportedModel exported = new ExportedModel(spec);
    MultiLayerNetwork network = restore(exported);
    Batch batch = Batches.random(spec, 6, Batches.even(6, 3), 4);
    INDArray x = ExportedModel.inputs(batch);

    INDArray predictions = Nd4j.create(batch.size(), spec.outputs(), batch.steps());
    network.rnnClearPreviousState();
    for (int t = 0; t < batch.steps(); t++) {
      INDArray step = x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t));
      PaddedSteps.step(predictions, t).assign(network.rnnTimeStep(step.dup('c')));
    }
    exported.assertPredicts(batch, flat(predictions));
  }

  @Test
  void theConfigurationHasTheCellsTextInIt() {
    NetworkSpec spec = spec("clockwork", Head.EVERY_STEP);
    MultiLayerConfiguration configuration =
        Dl4jConfiguration.of(spec, new org.nd4j.linalg.learning.config.Sgd());
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());

    CellLayer layer = (CellLayer) read.getConf(0).getLayer();
    assertThat(layer.getText()).isEqualTo(spec.cell().source());
    assertThat(layer.network().options()).isEqualTo(spec.options());
    assertThat(layer.network().layers()).isEqualTo(2);
  }

  @Test
  void aMaskWithPaddingBeforeASequenceIsRefused() throws IOException {
    MultiLayerNetwork network = restore(new ExportedModel(spec("gru", Head.EVERY_STEP)));
    INDArray mask = Nd4j.createFromArray(new float[][] {{0, 1}});

    assertThatThrownBy(() -> network.output(Nd4j.zeros(1, 3, 2), false, mask, null))
        .hasMessageContaining("sequence 0 goes on at step 1");
  }

  @Test
  void networksThatAreNoPlainStacksAreRefusedWithTheReason() {
    NetworkSpec plain = spec("gru", Head.EVERY_STEP);
    assertRefused(plain.with(new Variant(0, 0, true, false)), "model.bidirectional has no form");
    assertRefused(plain.with(new Variant(0, 0, false, true)), "model.layer_norm has no form");
    assertRefused(
        plain.with(Variant.behind(FrontEnd.embedding(4))),
        "embeddings and convolutions have no form");
  }

  private void assertRefused(NetworkSpec spec, String reason) {
    ExportedModel exported = new ExportedModel(spec);
    assertThatThrownBy(() -> Dl4jExport.write(exported.model(), folder.resolve("none.zip")))
        .hasMessageStartingWith(reason);
  }

  @Test
  void dropoutOfTrainingAloneLeavesNoTraceInTheFile() throws IOException {
    NetworkSpec spec = spec("gru", Head.EVERY_STEP).with(new Variant(0.4, 0.3, false, false));
    assertPredicts(spec, Batches.random(spec, 7, new int[] {7, 3, 5}, 1));
  }

  private static NetworkSpec spec(String cell, Head head) {
    return Batches.network(cell, UNITS, head, Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private void assertPredicts(NetworkSpec spec, Batch batch) throws IOException {
    ExportedModel exported = new ExportedModel(spec);
    assertThat(Dl4jExport.isStock(exported.model())).isFalse();
    INDArray x = ExportedModel.inputs(batch);
    INDArray outputs = restore(exported).output(x, false, ExportedModel.mask(batch), null);
    exported.assertPredicts(batch, flat(outputs));
  }

  private MultiLayerNetwork restore(ExportedModel exported) throws IOException {
    Path file = folder.resolve("model.zip");
    Dl4jExport.write(exported.model(), file);
    return ModelSerializer.restoreMultiLayerNetwork(file.toFile());
  }

  private static float[] flat(INDArray array) {
    return array.dup('c').reshape(array.length()).toFloatVector();
  }
}
