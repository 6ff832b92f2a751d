package io.cellsearch.benchmarks.cluster;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a coordinator left in its H2 file, read when nobody runs on it. One experiment alone. */
record Tables(
    TreeMap<Integer, String> states,
    List<Report> reports,
    TreeMap<Integer, List<Point>> curves,
    long attempts,
    long terms) {
  private static final Set<String> TERMINAL =
      Set.of("COMPLETED", "STOPPED", "DIVERGED", "FAILED", "CANCELLED");

  /** A stored report. */
  record Report(int trial, int attempt, int step, double validationLoss) {}

  /** An epoch of a trial as it counts. */
  record Point(int epoch, double trainingLoss, double validationLoss) {}

  static Tables read(Path state) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(state), "sa", "");
        Statement statement = connection.createStatement()) {
      return new Tables(
          states(statement),
          reports(statement),
          curves(statement),
          count(statement, "SELECT COUNT(*) FROM attempts"),
          count(statement, "SELECT MAX(term) FROM terms"));
    }
  }

  /** Where the tables in a state directory are. */
  static String url(Path state) {
    return "jdbc:h2:async:" + state.resolve("cellsearch") + ";IFEXISTS=TRUE";
  }

  private static TreeMap<Integer, String> states(Statement statement) throws SQLException {
    TreeMap<Integer, String> states = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT number, state FROM trials")) {
      while (rows.next()) {
        states.put(rows.getInt(1), rows.getString(2));
      }
    }
    return states;
  }

  private static List<Report> reports(Statement statement) throws SQLException {
    List<Report> reports = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT trial, attempt, step, validation_loss FROM all_reports")) {
      while (rows.next()) {
        reports.add(new Report(rows.getInt(1), rows.getInt(2), rows.getInt(3), rows.getDouble(4)));
      }
    }
    return reports;
  }

  private static TreeMap<Integer, List<Point>> curves(Statement statement) throws SQLException {
    TreeMap<Integer, List<Point>> curves = new TreeMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            SELECT trial, epoch, training_loss, validation_loss FROM counted_reports
            ORDER BY trial, epoch""")) {
      while (rows.next()) {
        curves
            .computeIfAbsent(rows.getInt(1), any -> new ArrayList<>())
            .add(new Point(rows.getInt(2), rows.getDouble(3), rows.getDouble(4)));
      }
    }
    return curves;
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Trials that have not come to an end. */
  List<Integer> unfinished() {
    return states.entrySet().stream()
        .filter(entry -> !TERMINAL.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Reports that stand there more than once. */
  List<String> duplicates() {
    Set<String> seen = new TreeSet<>();
    return reports.stream()
        .map(report -> report.trial() + "#" + report.attempt() + " step " + report.step())
        .filter(name -> !seen.add(name))
        .toList();
  }
}
