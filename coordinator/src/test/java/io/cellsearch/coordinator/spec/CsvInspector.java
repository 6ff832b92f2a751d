package io.cellsearch.coordinator.spec;

import io.cellsearch.cells.language.NearestName;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Forecast;
import io.cellsearch.core.experiment.Task.Missing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A small inspector that really reads CSV files; what it says is the port's side of the bargain.
 */
final class CsvInspector implements DataInspector {

  @Override
  public DataInspection inspect(Task task, DataSet data) throws IOException {
    if (!(task instanceof Forecast forecast)) {
      return new DataInspection(
          List.of(), List.of(new Reference("frequencies", 11, 11.1)), 88, 88, DataSize.NONE);
    }
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(data.content().open(), StandardCharsets.UTF_8))) {
      in.lines().forEach(lines::add);
    }
    List<Problem> problems = new ArrayList<>();
    List<String> header = cells(lines.get(0));
    checkColumns(forecast, header, data.name(), problems);
    if (problems.isEmpty()) {
      checkRows(forecast, header, lines, data.name(), problems);
    }
    if (!problems.isEmpty()) {
      return DataInspection.broken(problems);
    }
    int columns = forecast.columns().targets().size() + forecast.columns().covariates().size();
    int outputs = forecast.columns().targets().size() * forecast.horizon();
    return new DataInspection(
        List.of(), List.of(new Reference("last value", 2, 2.02)), columns, outputs, DataSize.NONE);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",", -1)).map(cell -> cell.replace("\"", "").strip()).toList();
  }

  private static void checkColumns(
      Forecast task, List<String> header, String file, List<Problem> problems) {
    check(task.columns().time(), "task.data.time", header, file, problems);
    for (String target : task.columns().targets()) {
      check(target, "task.data.targets", header, file, problems);
    }
  }

  private static void check(
      String name, String path, List<String> header, String file, List<Problem> problems) {
    if (!header.contains(name)) {
      String rule = "must be a column of " + file + " (" + String.join(", ", header) + ")";
      problems.add(Problem.ofData(file, path, rule, name, NearestName.question(name, header)));
    }
  }

  private static void checkRows(
      Forecast task, List<String> header, List<String> lines, String file, List<Problem> problems) {
    for (int line = 2; line <= lines.size(); line++) {
      List<String> row = cells(lines.get(line - 1));
      if (row.size() != header.size()) {
        String rule = "must have as many cells as the header, " + header.size();
        problems.add(row(file, line, rule, row.size() + "", Optional.empty()));
        continue;
      }
      for (String target : task.columns().targets()) {
        checkCell(task, row.get(header.indexOf(target)), line, file, problems);
      }
    }
    int rows = lines.size() - 1;
    int wanted = task.window() + task.horizon();
    if (problems.isEmpty() && rows < 3 * wanted) {
      String rule = "must have a window and a horizon in each part: 3 * " + wanted + " rows";
      problems.add(Problem.ofData(file, "task.window", rule, rows + " rows", Optional.empty()));
    }
  }

  private static void checkCell(
      Forecast task, String cell, int line, String file, List<Problem> problems) {
    if (cell.isEmpty() && task.missing() == Missing.ERROR) {
      problems.add(
          row(
              file,
              line,
              "must not be blank under `missing: error`",
              "nothing",
              Optional.of("`missing: interpolate` fills gaps, `drop` leaves the rows out")));
    } else if (!cell.isEmpty() && !cell.matches("-?[0-9]+(\\.[0-9]+)?")) {
      problems.add(row(file, line, "must be a number", cell, Optional.empty()));
    }
  }

  private static Problem row(
      String file, int line, String rule, String value, Optional<String> suggestion) {
    return new Problem(file, line, 0, "task.data", rule, value, suggestion);
  }
}
