package io.cellsearch.training.task;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.data.DataException;
import io.cellsearch.training.data.DataProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows of a series, stepped by one, by the row of their last input. All rows that a window
 * predicts lie within its part; its inputs may reach back into earlier parts.
 */
final class ForecastWindows {
  /** Keeps 20 rows times 0.85 from becoming 16. */
  private static final double ROUNDING = 1e-9;

  private final Task.Forecast task;
  private final int trainingEnd;
  private final int validationEnd;
  private final int rows;

  /**
   * Splits the rows in time order.
   *
   * @throws DataException for a series too short for its window, horizon and season
   */
  ForecastWindows(Task.Forecast task, int rows) {
    this.task = task;
    this.rows = rows;
    Task.Split split = task.split();
    trainingEnd = (int) (rows * split.training() + ROUNDING);
    validationEnd = (int) (rows * (split.training() + split.validation()) + ROUNDING);
    checkLength();
  }

  private void checkLength() {
    List<DataProblem> problems = new ArrayList<>();
    positive(problems, "window", task.window());
    positive(problems, "horizon", task.horizon());
    positive(problems, "season", task.season().orElse(1));
    int window = task.window() + WindowTransform.of(task.transform()).lead();
    atMost(problems, "window + horizon", window + task.horizon(), "training", trainingEnd);
    int validation = validationEnd - trainingEnd;
    atMost(problems, "horizon", task.horizon(), "validation", validation);
    atMost(problems, "horizon", task.horizon(), "test", rows - validationEnd);
    task.season()
        .ifPresent(season -> atMost(problems, "season + 1", season + 1, "training", trainingEnd));
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }

  private static void positive(List<DataProblem> problems, String name, int value) {
    if (value < 1) {
      problems.add(DataProblem.ofFile(name + " ≥ 1", Integer.toString(value)));
    }
  }

  private void atMost(
      List<DataProblem> problems, String name, int wanted, String part, int available) {
    if (wanted > available) {
      String rule = "%s ≤ rows of the %s part".formatted(name, part);
      String value = "%d > %d (of %d rows)".formatted(wanted, available, rows);
      problems.add(DataProblem.ofFile(rule, value));
    }
  }

  /** How many rows the training part has: the rows [0, that) of the series. */
  int trainingRows() {
    return trainingEnd;
  }

  /** The origins of a part's windows, ascending. */
  int[] origins(Part part) {
    int first = firstTarget(part) - 1;
    int last = end(part) - task.horizon() - 1;
    int[] origins = new int[last - first + 1];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = first + i;
    }
    return origins;
  }

  private int firstTarget(Part part) {
    return switch (part) {
      case TRAINING -> task.window() + WindowTransform.of(task.transform()).lead();
      case VALIDATION -> trainingEnd;
      case TEST -> validationEnd;
    };
  }

  private int end(Part part) {
    return switch (part) {
      case TRAINING -> trainingEnd;
      case VALIDATION -> validationEnd;
      case TEST -> rows;
    };
  }
}
