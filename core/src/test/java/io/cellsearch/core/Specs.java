package io.cellsearch.core;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Experiments for tests. */
public final class Specs {
  private Specs() {}

  /** A random search over a learning rate. */
  public static ExperimentSpec random(int maxTrials, int maxEpochs, StoppingSettings stopping) {
    return spec(maxTrials, maxEpochs, stopping, Goal.MINIMIZE, OptionalInt.empty());
  }

  public static ExperimentSpec spec(
      int maxTrials,
      int maxEpochs,
      StoppingSettings stopping,
      Goal goal,
      OptionalInt maxFailedTrials) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.of(
            "training.learning_rate",
            new Domain.RealRange(1e-4, 1e-1, Domain.Scale.LOG, OptionalDouble.empty())));
    parameters.add(
        Parameter.of(
            ExperimentSpec.MAX_EPOCHS, new Domain.Constant(new ParameterValue.Int(maxEpochs))));
    return new ExperimentSpec(
        "test",
        List.of(),
        new Task.Polyphony("ab".repeat(32)),
        new ExperimentSpec.Metric("validation_loss", goal),
        new SearchSpace(parameters),
        new SearchSettings.Random(42),
        stopping,
        new ExperimentSpec.Limits(
            maxTrials, OptionalInt.empty(), maxFailedTrials, Optional.empty()),
        new ExperimentSpec.Retry(3, OptionalInt.empty()),
        new ExperimentSpec.Resources(ExperimentSpec.DeviceWish.ANY, 1, 50, 1),
        Map.of());
  }

  /** The same experiment with another search. */
  public static ExperimentSpec with(
      ExperimentSpec spec, SearchSpace space, SearchSettings search, StoppingSettings stopping) {
    return new ExperimentSpec(
        spec.name(),
        spec.labels(),
        spec.task(),
        spec.metric(),
        space,
        search,
        stopping,
        spec.limits(),
        spec.retry(),
        spec.resources(),
        spec.cells());
  }

  /** The same experiment within other limits. */
  public static ExperimentSpec limited(ExperimentSpec spec, ExperimentSpec.Limits limits) {
    return new ExperimentSpec(
        spec.name(),
        spec.labels(),
        spec.task(),
        spec.metric(),
        spec.space(),
        spec.search(),
        spec.earlyStopping(),
        limits,
        spec.retry(),
        spec.resources(),
        spec.cells());
  }

  /** A search of a space in so many trials of at most 27 epochs. */
  public static ExperimentSpec of(
      int maxTrials, SearchSpace space, SearchSettings search, StoppingSettings stopping) {
    return with(random(maxTrials, 27, stopping), space, search, stopping);
  }
}
