package io.cellsearch.benchmarks.cells;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import java.util.Map;

/**
 * A trial on piano rolls that both sides can run: one layer, Adam with a rate of 0.001.
 *
 * @param number of the trial, and its seed
 */
record ChoraleTrial(String cell, int units, int batchSize, int epochs, int number) {
  private static final double LEARNING_RATE = 1e-3;
  private static final ExperimentId EXPERIMENT = new ExperimentId("chorales");

  /** What the other side is told. */
  String line() {
    return "%s %d %d %d %d".formatted(cell, units, batchSize, epochs, number);
  }

  /** What our runner is told; it finds the data under its SHA-256. */
  Assignment assignment(String data) {
    Map<String, ParameterValue> values =
        Map.of(
            "model.cell", new ParameterValue.Text(cell),
            "model.units", new ParameterValue.Int(units),
            "training.learning_rate", new ParameterValue.Real(LEARNING_RATE),
            "training.batch_size", new ParameterValue.Int(batchSize),
            "training.max_epochs", new ParameterValue.Int(epochs));
    return new Assignment(
        new TrialId(EXPERIMENT, number),
        1,
        1,
        new Task.Polyphony(data),
        new Configuration(values),
        Map.of(),
        number,
        Assignment.Kind.Train.FROM_START);
  }
}
