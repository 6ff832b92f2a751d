package io.cellsearch.training.task;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.data.ForecastCsv;
import io.cellsearch.training.data.PianoRollJson;
import io.cellsearch.training.network.Batch;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** A task bound to its data. Immutable: the trials of a runner share it. */
public interface SequenceTask {

  /**
   * Binds a task to the bytes of its data set.
   *
   * @throws io.cellsearch.training.data.DataException with every problem of the data
   */
  static SequenceTask bind(Task task, byte[] data) {
    if (task instanceof Task.Forecast forecast) {
      return new ForecastTask(forecast, ForecastCsv.read(data, forecast));
    }
    if (task instanceof Task.Polyphony polyphony) {
      return new PolyphonyTask(polyphony, PianoRollJson.read(data));
    }
    throw new IllegalArgumentException("no such task: " + task.type());
  }

  /** What is learned. */
  Task task();

  /** What the task asks of a network. */
  NetworkShape shape();

  /** Whether a step of the input is one token of a vocabulary instead of numbers. */
  default boolean readsTokens() {
    return false;
  }

  /** How a network's numbers relate to original units, by name; empty where they are the same. */
  Map<String, Scaling> scalings();

  /**
   * One epoch's batches in a random order, each made when it is asked for. Equal random numbers
   * give equal batches.
   */
  Iterable<Batch> trainingBatches(int batchSize, UniformRandomProvider shuffling);

  /** Runs a network over a part, in a fixed order. */
  Evaluation evaluate(Part part, int batchSize, Predictor predictor);

  /** How large the data is. */
  default DataSize size() {
    return new DataSize(shape().longest(), bytes());
  }

  /** What its numbers and names take of the memory, about. */
  long bytes();

  /** What methods without training reach, the simplest first. */
  List<Reference> references();
}
