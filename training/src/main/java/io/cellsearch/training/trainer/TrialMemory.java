package io.cellsearch.training.trainer;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.network.InterpretedMemory;
import io.cellsearch.training.network.NetworkMemory;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.optimize.OptimizerSpec;
import io.cellsearch.training.optimize.Weights;
import io.cellsearch.training.task.NetworkShape;
import java.util.Map;

/**
 * What a trial will need of its runner's memory, told before it starts and without the engine; in
 * bytes.
 *
 * @param network parameters, gradients, activations and working arrays: to the byte under the fused
 *     engine, an upper estimate under those that run on ND4J
 * @param optimizer what it remembers of each parameter, and which of them are weights
 * @param copies of parameters and optimizer: the best weights, and a checkpoint as it is written
 * @param batches the batch that is trained on, the one before it, and predictions
 * @param data the data set, at most
 * @param exact whether {@code network} is to the byte
 */
public record TrialMemory(
    long network, long optimizer, long copies, long batches, long data, boolean exact) {

  /** Code, graphs and small objects, of which a network has some hundreds. */
  private static final long REST = 8L << 20;

  /**
   * Tells the need of a trial; under {@code training.engine: auto} that of the fused engine.
   *
   * @param cells the user's own cells
   * @throws IllegalArgumentException for a configuration that no network can be made of
   */
  public static TrialMemory of(
      Task task, DataSize data, Configuration configuration, Map<String, String> cells) {
    TrainingSettings training = TrainingSettings.of(configuration);
    NetworkSpec spec =
        ModelSettings.of(configuration, cells)
            .network(NetworkShape.of(task, data.longest()), training.batchSize());
    String engine = TrainingSettings.engine(configuration);
    boolean interpreted = engine.equals("nd4j") || engine.equals("dl4j");
    long parameters = NetworkMemory.parameters(spec) * Float.BYTES;
    int states = states(training.rule().optimizer());
    return new TrialMemory(
        interpreted ? interpreted(engine, spec) : NetworkMemory.bytes(spec),
        (states + 1) * parameters,
        copies(states) * parameters,
        batches(spec, training.feed()),
        data.bytes(),
        !interpreted);
  }

  private static long interpreted(String engine, NetworkSpec spec) {
    return engine.equals("nd4j") ? InterpretedMemory.nd4j(spec) : InterpretedMemory.dl4j(spec);
  }

  /** Arrays as long as the parameters that an optimizer keeps. */
  private static int states(OptimizerSpec optimizer) {
    return optimizer.create(Weights.all(1)).save().arrays().size();
  }

  /**
   * The best weights and those that take their place; a checkpoint's optimizer state, its tensors
   * of everything, and its file.
   */
  private static int copies(int states) {
    return 2 + states + 2 * (2 + states);
  }

  /** Noise is added to a copy, and segments are copies of their parts. */
  private static long batches(NetworkSpec spec, Feed feed) {
    int copies = 2 + (feed.inputNoise() > 0 ? 1 : 0) + (feed.tbpttSteps().isPresent() ? 1 : 0);
    long steps = (long) spec.maxSteps() * spec.maxBatch();
    long inputs = steps * spec.inputs();
    long targets = spec.maxRows() * spec.outputs();
    return Float.BYTES * (copies * (inputs + targets) + targets);
  }

  /** All of it. */
  public long bytes() {
    return network + optimizer + copies + batches + data + REST;
  }
}
