package io.cellsearch.training.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cellsearch.frames.Json;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterLayout;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.trainer.Model;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

  /** Writes a model in the form of ModelSerializer.writeModel; a file that is there is replaced. */
  public static void write(Model model, Path file) throws IOException {
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
