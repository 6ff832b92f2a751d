package io.cellsearch.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.benchmarks.cluster.AcknowledgedReports.Acknowledged;
import io.cellsearch.cli.client.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an experiment came to: its leaderboard, its tables, and what workers know to be stored. */
record Outcome(List<Place> leaderboard, Tables tables, List<Acknowledged> acknowledged) {

  /** A row of the leaderboard without its seconds and its worker. */
  record Place(
      @Nullable Integer rank,
      int trial,
      Map<String, JsonNode> parameters,
      int epochs,
      @Nullable Double validationLoss,
      @Nullable Double testLoss,
      String state) {

    static Place of(Views.Row row) {
      return new Place(
          row.rank(),
          row.trial(),
          row.parameters(),
          row.epochs(),
          row.validationLoss(),
          row.testLoss(),
          row.state());
    }
  }

  /** What is not as it must be, given what comes out when nobody disturbs it. */
  List<String> violations(Outcome undisturbed) {
    List<String> found = new ArrayList<>();
    tables.unfinished().forEach(trial -> found.add("trial " + trial + " is not terminal"));
    tables.duplicates().forEach(report -> found.add("reported twice: " + report));
    if (tables.states().size() != undisturbed.tables.states().size()) {
      found.add("there are " + tables.states().size() + " trials");
    }
    missing(found);
    for (int i = 0; i < undisturbed.leaderboard.size(); i++) {
      Place expected = undisturbed.leaderboard.get(i);
      if (i >= leaderboard.size() || !leaderboard.get(i).equals(expected)) {
        found.add(
            "leaderboard differs, expected "
                + expected
                + ", but got "
                + (i < leaderboard.size() ? leaderboard.get(i) : "nothing"));
      }
    }
    undisturbed.tables.curves().forEach((trial, curve) -> compare(trial, curve, found));
    return found;
  }

  /** Each epoch counts once, with the losses of the undisturbed run. */
  private void compare(int trial, List<Tables.Point> expected, List<String> found) {
    List<Tables.Point> curve = tables.curves().getOrDefault(trial, List.of());
    if (!curve.equals(expected)) {
      found.add("the curve of trial " + trial + " is " + curve + ", expected " + expected);
    }
  }

  private void missing(List<String> found) {
    Map<String, Double> stored = new HashMap<>();
    tables
        .reports()
        .forEach(
            report ->
                stored.put(
                    name(report.trial(), report.attempt(), report.step()),
                    report.validationLoss()));
    for (Acknowledged each : acknowledged) {
      Double loss = stored.get(name(each.trial(), each.attempt(), each.step()));
      if (loss == null || Double.compare(loss, each.validationLoss()) != 0) {
        found.add("acknowledged, but stored as " + loss + ": " + each);
      }
    }
  }

  private static String name(int trial, int attempt, int step) {
    return trial + "#" + attempt + " " + step;
  }
}
