package io.cellsearch.training.data;

import io.cellsearch.core.experiment.Task;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the CSV file of a forecast: UTF-8, comma-separated, one header line, one row per time step.
 * A blank cell is a missing value; every other one must be a decimal number.
 */
public final class ForecastCsv {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Errors of such numbers, extrapolated over 100,000 seasons, still have squares (1e210) that add
   * up within a double's range: no scaling, metric or reference can overflow.
   */
  private static final double MOST = 1e100;

  private final Task.Forecast task;
  private final List<DataProblem> problems = new ArrayList<>();
  private final List<String> times = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  private ForecastCsv(Task.Forecast task) {
    this.task = task;
  }

  /**
   * Reads and checks the whole file.
   *
   * @throws DataException with every problem of its rows
   */
  public static ForecastSeries read(byte[] file, Task.Forecast task) {
    return new ForecastCsv(task).read(new String(file, StandardCharsets.UTF_8));
  }

  private ForecastSeries read(String text) {
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try (CSVParser parser = CSVParser.parse(new StringReader(plain), CSVFormat.RFC4180)) {
      ForecastColumns columns = null;
      for (CSVRecord row : parser) {
        if (columns == null) {
          columns = ForecastColumns.locate(row.toList(), task.columns(), problems);
          throwProblems();
        } else if (!isBlankLine(row)) {
          readRow(row, columns, parser.getCurrentLineNumber());
        }
      }
    } catch (UncheckedIOException | IOException e) {
      problems.add(DataProblem.ofFile("well-formed CSV", String.valueOf(e.getMessage())));
    }
    if (rows.isEmpty() && problems.isEmpty()) {
      problems.add(DataProblem.ofFile("a header line and at least one row", "none"));
    }
    if (rows.isEmpty()) {
      throw new DataException(problems);
    }
    return checkedSeries();
  }

  private ForecastSeries checkedSeries() {
    new TimeOrder(task.columns(), problems).check(times, lines);
    List<String> names = ForecastColumns.names(task.columns());
    ForecastTable table = new ForecastTable(names, times, lines, rows);
    ForecastSeries series = table.complete(task.missing(), problems);
    throwProblems();
    return series;
  }

  /** RFC 4180 knows no empty lines, but files end with them. */
  private static boolean isBlankLine(CSVRecord row) {
    return row.size() == 1 && row.get(0).isBlank();
  }

  private void readRow(CSVRecord row, ForecastColumns columns, long line) {
    if (row.size() != columns.width()) {
      problems.add(
          DataProblem.at(
              "line " + line,
              "as many cells as the header (" + columns.width() + ")",
              row.size() + ""));
      return;
    }
    List<Integer> places = columns.values();
    double[] values = new double[places.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = row.get(places.get(i)).strip();
      String name = ForecastColumns.names(task.columns()).get(i);
      values[i] = cell.isEmpty() ? Double.NaN : number(cell, name, line);
    }
    times.add(row.get(columns.time()).strip());
    lines.add(line);
    rows.add(values);
  }

  private double number(String cell, String column, long line) {
    OptionalDouble value =
        NUMBER.matcher(cell).matches()
            ? OptionalDouble.of(Double.parseDouble(cell))
            : OptionalDouble.empty();
    if (value.isEmpty() || Double.isInfinite(value.getAsDouble())) {
      problems.add(DataProblem.ofCell(line, column, "a finite number", "'" + cell + "'"));
      return 0;
    }
    if (Math.abs(value.getAsDouble()) > MOST) {
      String rule = "a number from -1e100 to 1e100";
      problems.add(DataProblem.ofCell(line, column, rule, "'" + cell + "'"));
    }
    return value.getAsDouble();
  }

  private void throwProblems() {
    if (!problems.isEmpty()) {
      throw new DataException(problems);
    }
  }
}
