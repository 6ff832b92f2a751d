package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.ExperimentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Experiments for tests: one random learning rate, and whatever limits a test is about. */
public final class SpecBuilder {
  private final String name;
  private final int maxTrials;
  private int maxEpochs = 9;
  private OptionalInt maxConcurrent = OptionalInt.empty();
  private OptionalInt maxFailed = OptionalInt.empty();
  private OptionalInt maxWorkerLosses = OptionalInt.empty();
  private Optional<Duration> maxDuration = Optional.empty();
  private int maxRestarts = 3;
  private DeviceWish device = DeviceWish.ANY;
  private int priority = 50;
  private double weight = 1;
  private Goal goal = Goal.MINIMIZE;
  private StoppingSettings stopping = new StoppingSettings.None();
  private SearchSettings search = new SearchSettings.Random(42);
  private Optional<Confirm> confirm = Optional.empty();
  private Optional<String> engine = Optional.empty();

  private SpecBuilder(String name, int maxTrials) {
    this.name = name;
    this.maxTrials = maxTrials;
  }

  public static SpecBuilder spec(String name, int maxTrials) {
    return new SpecBuilder(name, maxTrials);
  }

  public SpecBuilder maxEpochs(int epochs) {
    maxEpochs = epochs;
    return this;
  }

  public SpecBuilder maxConcurrent(int trials) {
    maxConcurrent = OptionalInt.of(trials);
    return this;
  }

  public SpecBuilder maxFailed(int trials) {
    maxFailed = OptionalInt.of(trials);
    return this;
  }

  public SpecBuilder maxDuration(Duration duration) {
    maxDuration = Optional.of(duration);
    return this;
  }

  public SpecBuilder maxRestarts(int restarts) {
    maxRestarts = restarts;
    return this;
  }

  public SpecBuilder maxWorkerLosses(int losses) {
    maxWorkerLosses = OptionalInt.of(losses);
    return this;
  }

  public SpecBuilder device(DeviceWish wish) {
    device = wish;
    return this;
  }

  public SpecBuilder priority(int urgency) {
    priority = urgency;
    return this;
  }

  public SpecBuilder weight(double share) {
    weight = share;
    return this;
  }

  public SpecBuilder goal(Goal wanted) {
    goal = wanted;
    return this;
  }

  public SpecBuilder stopping(StoppingSettings settings) {
    stopping = settings;
    return this;
  }

  public SpecBuilder search(SearchSettings settings) {
    search = settings;
    return this;
  }

  public SpecBuilder confirm(int top, int seeds) {
    confirm = Optional.of(new Confirm(top, seeds));
    return this;
  }

  public SpecBuilder engine(String name) {
    engine = Optional.of(name);
    return this;
  }

  private SearchSpace space() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.of(
            "training.learning_rate",
            new Domain.RealRange(1e-4, 1e-1, Domain.Scale.LOG, OptionalDouble.empty())));
    parameters.add(
        Parameter.of(
            ExperimentSpec.MAX_EPOCHS, new Domain.Constant(new ParameterValue.Int(maxEpochs))));
    engine.ifPresent(
        used ->
            parameters.add(
                Parameter.of(
                    "training.engine", new Domain.Constant(new ParameterValue.Text(used)))));
    return new SearchSpace(parameters);
  }

  public ExperimentSpec build() {
    return new ExperimentSpec(
        name,
        List.of(),
        new Task.Polyphony("ab".repeat(32)),
        new ExperimentSpec.Metric("validation_loss", goal),
        space(),
        search,
        stopping,
        new ExperimentSpec.Limits(maxTrials, maxConcurrent, maxFailed, maxDuration),
        new ExperimentSpec.Retry(maxRestarts, maxWorkerLosses),
        new ExperimentSpec.Resources(device, 1, priority, weight),
        Map.of(),
        confirm);
  }

  /** The experiment as the first one under its name. */
  public NewExperiment submittedAt(Instant at) {
    return new NewExperiment(
        new ExperimentId(name),
        1,
        build(),
        "name: " + name,
        "name: " + name,
        List.of(),
        DataSize.NONE,
        at);
  }
}
