package io.cellsearch.training.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.frames.Json;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.Variant;
import io.cellsearch.training.trainer.Model;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Writes stored models as DL4J's files. Those of stock cells need nothing but DL4J to be read; all
 * others need {@link CellLayer} on the class path.
 */
public final class Dl4jExport {
  /** An entry that DL4J passes over: what the model is, and how its numbers are scaled. */
  public static final String HEADER_ENTRY = "cellsearch.json";

  private Dl4jExport() {}

  /** Whether DL4J alone can read the file of a model. */
  public static boolean isStock(Model model) {
    return StockLayer.of(model.spec(1)).isPresent();
  }

  /** Why a model has no form as a DL4J file; empty if it has one. */
  public static Optional<String> refusal(Model model) {
    Variant variant = model.spec(1).variant();
    if (variant.bidirectional()) {
      return Optional.of(
          "model.bidirectional has no form as a DL4J file: its head reads what each direction gives"
              + " last, which no layer of DL4J hands on together");
    }
    if (variant.layerNorm()) {
      return Optional.of(
          "model.layer_norm has no form as a DL4J file: DL4J has no such layer over sequences");
    }
    if (!variant.frontEnd().equals(FrontEnd.NONE)) {
      return Optional.of(
          "embeddings and convolutions have no form as a DL4J file: this version maps recurrent"
              + " layers and heads alone");
    }
    return Optional.empty();
  }

  /**
   * Writes a model in the form of ModelSerializer.writeModel; a file that is there is replaced.
   * Dropout of inputs and of recurrent connections, which is of training alone, is left out.
   *
   * @throws IllegalArgumentException for a model that has no such form, with the reason
   */
  public static void write(Model model, Path file) throws IOException {
    Optional<String> refusal = refusal(model);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(refusal.get());
    }
    ModelSerializer.writeModel(network(model), file.toFile(), false);
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Files.write(zip.getPath(HEADER_ENTRY), header(model));
    }
  }

  private static byte[] header(Model model) {
    try {
      return Json.mapper().writeValueAsBytes(model.header());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a model's header always has a JSON form", e);
    }
  }

  private static MultiLayerNetwork network(Model model) {
    NetworkSpec spec = model.spec(1);
    MultiLayerNetwork network = new MultiLayerNetwork(Dl4jConfiguration.of(spec, new Sgd()));
    network.init();
    ParameterViews views = new ParameterViews(spec);
    Map<String, INDArray> table = network.paramTable();
    for (ParameterTensor tensor : ParameterLayout.dense(spec)) {
      views.write(tensor, model.values(tensor), table);
    }
    return network;
  }
}
