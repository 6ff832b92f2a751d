package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What an experiment teaches as tables for reading. */
final class InsightTables {
  /** Interactions below this share of the variance are left out of the table. */
  private static final double WORTH_TELLING = 0.01;

  private static final int BAR = 30;

  private InsightTables() {}

  /** Parameters, the most important first. */
  static Table importance(JsonNode importance) {
    Table table =
        new Table(
            List.of(
                new Column("parameter", Align.LEFT),
                new Column("share", Align.RIGHT),
                new Column("", Align.LEFT)));
    for (JsonNode each : importance.path("parameters")) {
      double share = each.path("share").asDouble();
      table.add(
          List.of(
              each.path("path").asText(),
              percent(share),
              "#".repeat((int) Math.round(BAR * share))));
    }
    for (JsonNode each : importance.path("interactions")) {
      double share = each.path("share").asDouble();
      if (share >= WORTH_TELLING) {
        table.add(
            List.of(
                each.path("first").asText() + " × " + each.path("second").asText(),
                percent(share),
                "#".repeat((int) Math.round(BAR * share))));
      }
    }
    return table;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Two trials, a column each. */
  static Table comparison(JsonNode comparison) {
    Table table =
        new Table(
            List.of(
                new Column("", Align.LEFT),
                new Column("first", Align.LEFT),
                new Column("second", Align.LEFT)));
    row(table, comparison, "trial", s -> s.path("experiment").asText() + "/" + s.path("trial"));
    row(table, comparison, "cell", side -> side.path("cell").asText());
    row(table, comparison, "validation loss", side -> loss(side.path("validationLoss")));
    row(table, comparison, "test loss", side -> estimate(side.path("confirmation")));
    row(table, comparison, "runs", side -> side.at("/confirmation/tested").asText("–"));
    return table;
  }

  private static void row(
      Table table, JsonNode comparison, String name, Function<JsonNode, String> text) {
    table.add(
        List.of(name, text.apply(comparison.path("first")), text.apply(comparison.path("second"))));
  }

  private static String estimate(JsonNode confirmation) {
    return Figures.estimate(
        Figures.number(confirmation.path("mean")), Figures.number(confirmation.path("margin")));
  }

  private static String loss(JsonNode value) {
    return Figures.loss(Figures.number(value));
  }

  /** The test in sentences. */
  static String test(JsonNode test) {
    return String.format(
        Locale.ROOT,
        """
        %s of %d and %d runs: difference %s ± %s (95 %%), t = %s, %.1f degrees of freedom, p = %s
        It assumes that %s.
        """,
        test.path("name").asText(),
        test.path("firstRuns").asInt(),
        test.path("secondRuns").asInt(),
        loss(test.path("difference")),
        loss(test.path("margin")),
        test.path("statistic").isNumber()
            ? String.format(Locale.ROOT, "%.2f", test.path("statistic").asDouble())
            : "∞",
        test.path("degreesOfFreedom").asDouble(),
        Figures.probability(test.path("p").asDouble()),
        test.path("assumption").asText());
  }
}
