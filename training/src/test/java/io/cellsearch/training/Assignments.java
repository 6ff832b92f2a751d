package io.cellsearch.training;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.core.work.TrainingTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Assignments that tests give to trainers and runners. */
public final class Assignments {
  /** The trial that all of them are about. */
  public static final TrialId TRIAL = new TrialId(new ExperimentId("test"), 1);

  private Assignments() {}

  /** A small network and few epochs; more can be put in. */
  public static Map<String, ParameterValue> configuration(String cell, int units, int epochs) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text(cell));
    values.put("model.units", new ParameterValue.Int(units));
    values.put("training.learning_rate", new ParameterValue.Real(1e-2));
    values.put("training.batch_size", new ParameterValue.Int(32));
    values.put("training.max_epochs", new ParameterValue.Int(epochs));
    return values;
  }

  /** A switch, a whole number, another number or a word, as it reads. */
  public static ParameterValue value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return new ParameterValue.Flag(Boolean.parseBoolean(text));
    }
    if (text.matches("\\d+")) {
      return new ParameterValue.Int(Integer.parseInt(text));
    }
    return text.matches("[0-9.]+")
        ? new ParameterValue.Real(Double.parseDouble(text))
        : new ParameterValue.Text(text);
  }

  /** The first attempt at training. */
  public static Assignment train(Task task, Map<String, ParameterValue> values, long seed) {
    return assignment(task, values, seed, Assignment.Kind.Train.FROM_START);
  }

  /** A later attempt at training that goes on from a checkpoint. */
  public static Assignment resume(
      Task task, Map<String, ParameterValue> values, long seed, StoredCheckpoint from) {
    return assignment(task, values, seed, new Assignment.Kind.Train(Optional.of(from)));
  }

  /** An attempt at training that pauses after an epoch. */
  public static Assignment pausing(
      Task task, Map<String, ParameterValue> values, Optional<StoredCheckpoint> from, int after) {
    return assignment(task, values, 3, new Assignment.Kind.Train(from, OptionalInt.of(after)));
  }

  /** An attempt at training of a trial that its training time bounds. */
  public static Assignment timed(
      Task task,
      Map<String, ParameterValue> values,
      OptionalInt pauseAfter,
      Optional<TrainingTime> time) {
    return assignment(
        task, values, 3, new Assignment.Kind.Train(Optional.empty(), pauseAfter, time));
  }

  /** The evaluation of a stored model. */
  public static Assignment evaluate(Task task, String model) {
    return assignment(task, Map.of(), 0, new Assignment.Kind.Evaluate(model));
  }

  private static Assignment assignment(
      Task task, Map<String, ParameterValue> values, long seed, Assignment.Kind kind) {
    return new Assignment(TRIAL, 1, 1, task, new Configuration(values), Map.of(), seed, kind);
  }
}
