package io.cellsearch.benchmarks.search;

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
import java.util.OptionalInt;

/** Experiments of which only the search is run. */
final class Experiments {
  private Experiments() {}

  /** The space of trials of so many epochs. */
  static SearchSpace lasting(List<Parameter> parameters, int epochs) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.add(
        Parameter.of(
            ExperimentSpec.MAX_EPOCHS, new Domain.Constant(new ParameterValue.Int(epochs))));
    return new SearchSpace(all);
  }

  static ExperimentSpec of(
      SearchSpace space, SearchSettings search, StoppingSettings stopping, Goal goal, int trials) {
    return new ExperimentSpec(
        "benchmark",
        List.of(),
        new Task.Polyphony("00".repeat(32)),
        new ExperimentSpec.Metric("validation_loss", goal),
        space,
        search,
        stopping,
        new ExperimentSpec.Limits(
            trials, OptionalInt.empty(), OptionalInt.empty(), Optional.empty()),
        new ExperimentSpec.Retry(0, OptionalInt.empty()),
        new ExperimentSpec.Resources(ExperimentSpec.DeviceWish.ANY, 1, 50, 1),
        Map.of());
  }
}
