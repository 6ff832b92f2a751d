package io.cellsearch.training.trainer;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.task.NetworkShape;
import io.cellsearch.training.task.Scaling;
import io.cellsearch.training.task.SequenceTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained network apart from any engine, with all that is needed to use it without its data.
 *
 * @param values [tensor][rows * columns], in the order of the header's tensors, without gaps
 */
public record Model(Header header, List<float[]> values) {

  public Model {
    values = List.copyOf(values);
  }

  /**
   * What the network is and what it learned.
   *
   * @param formatVersion of the file
   * @param cells the user's own cells that the configuration may name
   * @param scalings how the network's numbers relate to original units
   */
  public record Header(
      int formatVersion,
      Task task,
      Configuration configuration,
      Map<String, String> cells,
      NetworkShape shape,
      Map<String, Scaling> scalings,
      List<Tensor> tensors) {

    public Header {
      // Equal models have equal bytes in every JVM: the order of Map.of is another in each.
      cells = Collections.unmodifiableMap(new TreeMap<>(cells));
      scalings = Collections.unmodifiableMap(new TreeMap<>(scalings));
      tensors = List.copyOf(tensors);
    }
  }

  /** The name and shape of one matrix or vector; a vector is one row. */
  public record Tensor(String id, int rows, int columns) {

    static Tensor of(ParameterTensor tensor) {
      return new Tensor(tensor.id(), tensor.place().rows(), tensor.place().columns());
    }

    int size() {
      return Math.multiplyExact(rows, columns);
    }
  }

  /** Takes the weights out of a network. */
  static Model of(
      SequenceTask task, Configuration configuration, Map<String, String> cells, Network network) {
    Header header =
        new Header(
            ModelFile.VERSION,
            task.task(),
            configuration,
            cells,
            task.shape(),
            task.scalings(),
            network.tensors().stream().map(Tensor::of).toList());
    List<float[]> values = new ArrayList<>();
    for (ParameterTensor tensor : network.tensors()) {
      values.add(tensor.read(network.parameters()));
    }
    return new Model(header, values);
  }

  /** What the network is, for batches of at most that many sequences. */
  public NetworkSpec spec(int batchSize) {
    return ModelSettings.of(header.configuration(), header.cells())
        .network(header.shape(), batchSize);
  }

  /** A network of an engine with these weights, for batches of at most that many sequences. */
  public Network network(NetworkFactory engine, int batchSize) {
    Network network = engine.create(spec(batchSize));
    for (ParameterTensor tensor : network.tensors()) {
      tensor.write(values(tensor), network.parameters());
    }
    return network;
  }

  /**
   * The values [rows][columns] of one matrix or vector.
   *
   * @throws IllegalArgumentException if the model has none of that name and shape
   */
  public float[] values(ParameterTensor tensor) {
    int index = header.tensors().indexOf(Tensor.of(tensor));
    if (index < 0) {
      throw new IllegalArgumentException(
          "the model has no " + Tensor.of(tensor) + ", but " + header.tensors());
    }
    return values.get(index);
  }
}
