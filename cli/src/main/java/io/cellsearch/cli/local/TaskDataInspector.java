package io.cellsearch.cli.local;

import io.cellsearch.coordinator.spec.DataInspection;
import io.cellsearch.coordinator.spec.DataInspector;
import io.cellsearch.coordinator.spec.DataSet;
import io.cellsearch.coordinator.spec.Problem;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.data.DataProblem;
import io.cellsearch.training.task.TaskInspector;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Lets the coordinator look into data through the eyes of the trainer. */
public final class TaskDataInspector implements DataInspector {
  @Override
  public DataInspection inspect(Task task, DataSet data) throws IOException {
    byte[] bytes;
    try (InputStream in = data.content().open()) {
      bytes = in.readAllBytes();
    }
    TaskInspector.Inspection found = TaskInspector.inspect(task, bytes);
    List<Problem> problems =
        found.problems().stream().map(problem -> problem(data.name(), problem)).toList();
    return problems.isEmpty()
        ? new DataInspection(
            List.of(), found.references(), found.inputs(), found.outputs(), found.size())
        : DataInspection.broken(problems);
  }

  private static Problem problem(String name, DataProblem problem) {
    String rule = problem.rule() + " must hold";
    return Problem.ofData(
        name, problem.place().orElse("task.data"), rule, problem.value(), Optional.empty());
  }
}
