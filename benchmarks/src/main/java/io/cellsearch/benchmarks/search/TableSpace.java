package io.cellsearch.benchmarks.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A table's hyperparameters as a search space: log-uniform between their extremes. */
final class TableSpace {
  private final CurveTable table;
  private final SearchSpace space;

  TableSpace(CurveTable table) {
    this.table = table;
    List<Parameter> parameters = new ArrayList<>();
    for (int p = 0; p < table.names().size(); p++) {
      Domain domain =
          new Domain.RealRange(table.low(p), table.high(p), Scale.LOG, OptionalDouble.empty());
      parameters.add(Parameter.of(table.names().get(p), domain));
    }
    space = Experiments.lasting(parameters, table.evaluations());
  }

  /** A search that ends when every configuration was started. */
  ExperimentSpec experiment(SearchSettings search, StoppingSettings stopping) {
    return Experiments.of(space, search, stopping, Goal.MINIMIZE, table.configurations());
  }

  double[] values(Configuration configuration) {
    return table.names().stream().mapToDouble(configuration::real).toArray();
  }

  Configuration configuration(int number) {
    return space.configure(
        parameter ->
            new ParameterValue.Real(table.value(number, table.names().indexOf(parameter.path()))));
  }
}
