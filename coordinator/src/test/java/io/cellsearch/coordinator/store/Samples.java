package io.cellsearch.coordinator.store;

import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Values for tests of the coordinator. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-02-03T12:00:00.123456Z");
  public static final ExperimentId JSB = new ExperimentId("jsb");
  public static final TrialId FIRST = new TrialId(JSB, 1);
  public static final String WORKER = "worker-a";

  private Samples() {}

  public static ExperimentSpec spec(String name, Goal goal) {
    return new ExperimentSpec(
        name,
        List.of("music"),
        new Task.Polyphony("a".repeat(64)),
        new ExperimentSpec.Metric("validation_loss", goal),
        new SearchSpace(
            List.of(
                new Parameter(
                    "training.max_epochs",
                    new Domain.Constant(new ParameterValue.Int(9)),
                    List.of()))),
        new SearchSettings.Random(42),
        new StoppingSettings.None(),
        new ExperimentSpec.Limits(20, OptionalInt.empty(), OptionalInt.empty(), Optional.empty()),
        new ExperimentSpec.Retry(3, OptionalInt.empty()),
        new ExperimentSpec.Resources(ExperimentSpec.DeviceWish.ANY, 1, 50, 1),
        Map.of());
  }

  public static StoreCommand create(ExperimentId id, int number, String name, Goal goal) {
    return new StoreCommand.CreateExperiment(
        new NewExperiment(
            id,
            number,
            spec(name, goal),
            "name: " + name + "\n",
            "name: " + name + "\nlabels: [music]\n",
            List.of(new Reference("last value", 9.5, 10.25)),
            new DataSize(128, 1_000_000),
            NOON));
  }

  public static StoreCommand createJsb() {
    return create(JSB, 1, "jsb", Goal.MINIMIZE);
  }

  public static Configuration configuration(String cell, int units) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text(cell));
    values.put("model.units", new ParameterValue.Int(units));
    values.put("training.learning_rate", new ParameterValue.Real(0.01));
    return new Configuration(values);
  }

  public static StoreCommand createTrial(int number) {
    return new StoreCommand.CreateTrial(
        new TrialId(JSB, number), configuration("gru", 16 * number), 7L * number);
  }

  public static StoreCommand start(int trial, int attempt) {
    return resume(trial, attempt, 0);
  }

  /** An attempt that goes on from an epoch. */
  public static StoreCommand resume(int trial, int attempt, int fromEpoch) {
    return new StoreCommand.StartAttempt(
        new TrialId(JSB, trial), attempt, AttemptKind.TRAIN, fromEpoch, WORKER, NOON);
  }

  public static StoreCommand report(int trial, int attempt, int step, double validationLoss) {
    return new StoreCommand.AddReport(
        new TrialId(JSB, trial),
        attempt,
        new EpochReport(
            step,
            step,
            validationLoss + 0.5,
            validationLoss,
            new Metrics(Map.of("accuracy", 0.25 * step)),
            1.5 * step));
  }
}
