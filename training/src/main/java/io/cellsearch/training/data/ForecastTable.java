package io.cellsearch.training.data;

import io.cellsearch.core.experiment.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a forecast's file, with NaN for a missing value.
 *
 * @param lines the line of each row
 * @param rows [column] of each row
 */
record ForecastTable(
    List<String> columns, List<String> times, List<Long> lines, List<double[]> rows) {

  /** The series without missing values, as the task wants it; refused ones become problems. */
  ForecastSeries complete(Task.Missing missing, List<DataProblem> problems) {
    ForecastTable table = missing == Task.Missing.DROP ? withoutMissingRows() : this;
    double[][] values = table.transposed();
    for (int column = 0; column < values.length; column++) {
      if (missing == Task.Missing.ERROR) {
        refuseMissing(column, problems);
      } else if (Arrays.stream(values[column]).allMatch(Double::isNaN)) {
        problems.add(
            DataProblem.at("column " + columns.get(column), "at least one value", "only blanks"));
      } else {
        interpolate(values[column]);
      }
    }
    return new ForecastSeries(table.times, columns, values);
  }

  private ForecastTable withoutMissingRows() {
    List<String> keptTimes = new ArrayList<>();
    List<Long> keptLines = new ArrayList<>();
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (Arrays.stream(rows.get(i)).noneMatch(Double::isNaN)) {
        keptTimes.add(times.get(i));
        keptLines.add(lines.get(i));
        kept.add(rows.get(i));
      }
    }
    return new ForecastTable(columns, keptTimes, keptLines, kept);
  }

  private void refuseMissing(int column, List<DataProblem> problems) {
    for (int i = 0; i < rows.size(); i++) {
      if (Double.isNaN(rows.get(i)[column])) {
        problems.add(
            DataProblem.ofCell(
                lines.get(i),
                columns.get(column),
                "a number (or missing: interpolate, or missing: drop)",
                "a blank cell"));
      }
    }
  }

  private double[][] transposed() {
    double[][] values = new double[columns.size()][rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < values.length; column++) {
        values[column][i] = rows.get(i)[column];
      }
    }
    return values;
  }

  /** Fills gaps on the straight line between their neighbours, at the ends with the nearest. */
  private static void interpolate(double[] values) {
    int known = -1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      for (int gap = known + 1; gap < i; gap++) {
        values[gap] =
            known < 0
                ? values[i]
                : values[known] + (values[i] - values[known]) * (gap - known) / (i - known);
      }
      known = i;
    }
    Arrays.fill(values, known + 1, values.length, values[known]);
  }
}
