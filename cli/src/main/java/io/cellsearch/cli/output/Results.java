package io.cellsearch.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Prints results, and nothing else, to standard output: a pipe gets results alone. */
public final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Results() {}

  /** A leaderboard: rounded as a table, exact as CSV and JSON. */
  public static void print(Views.Leaderboard board, Format format) {
    print(
        switch (format) {
          case TABLE -> LeaderboardTable.readable(board).aligned();
          case CSV -> LeaderboardTable.exact(board).csv();
          case JSON -> pretty(JSON.valueToTree(board));
        });
  }

  /**
   * A list of objects: as a table what is readable of it; as CSV a row each and a column for every
   * plain field; JSON as it came.
   */
  public static void print(JsonNode list, Function<JsonNode, Table> readable, Format format) {
    print(
        switch (format) {
          case TABLE -> readable.apply(list).aligned();
          case CSV -> table(list).csv();
          case JSON -> pretty(list);
        });
  }

  /** A list of objects that is readable as it is. */
  public static void print(JsonNode list, Format format) {
    print(list, Results::table, format);
  }

  /** A trial with its curve, its attempts and what failed ones left; as CSV the curve alone. */
  public static void printTrial(JsonNode trial, Format format) {
    JsonNode curve = trial.path("curve");
    print(
        switch (format) {
          case TABLE ->
              Listings.trial(trial).aligned()
                  + '\n'
                  + Listings.curve(curve).aligned()
                  + '\n'
                  + Listings.attempts(trial.path("attempts")).aligned()
                  + Listings.logs(trial.path("attempts"));
          case CSV -> table(curve).csv();
          case JSON -> pretty(trial);
        });
  }

  /** A plan's epochs and the memory of its trials; as CSV the epochs alone. */
  public static void printPlan(JsonNode trials, JsonNode memory, Format format) {
    ObjectNode both = JSON.createObjectNode();
    both.set("trials", trials);
    both.set("memory", memory);
    print(
        switch (format) {
          case TABLE -> table(trials).aligned() + '\n' + table(memory).aligned();
          case CSV -> table(trials).csv();
          case JSON -> pretty(both);
        });
  }

  /** The importance of parameters; as CSV without interactions and curves. */
  public static void printImportance(JsonNode importance, Format format) {
    print(
        switch (format) {
          case TABLE -> InsightTables.importance(importance).aligned();
          case CSV -> table(importance.path("parameters")).csv();
          case JSON -> pretty(importance);
        });
  }

  /** Two trials beside each other and the test of their difference; as CSV the test alone. */
  public static void printComparison(JsonNode comparison, Format format) {
    JsonNode test = comparison.path("test");
    JsonNode tests = JSON.createArrayNode().addAll(test.isNull() ? List.of() : List.of(test));
    print(
        switch (format) {
          case TABLE ->
              InsightTables.comparison(comparison).aligned()
                  + (test.isNull() ? "" : '\n' + InsightTables.test(test));
          case CSV -> table(tests).csv();
          case JSON -> pretty(comparison);
        });
  }

  private static Table table(JsonNode list) {
    List<Map<String, String>> rows =
        StreamSupport.stream(list.spliterator(), false).map(Results::flat).toList();
    List<String> names = rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
    Table table =
        new Table(names.stream().map(name -> new Column(name, numeric(rows, name))).toList());
    for (Map<String, String> row : rows) {
      table.add(names.stream().map(name -> row.getOrDefault(name, "")).toList());
    }
    return table;
  }

  private static Align numeric(List<Map<String, String>> rows, String name) {
    boolean numbers =
        rows.stream()
            .map(row -> row.getOrDefault(name, ""))
            .allMatch(v -> v.matches("[-+0-9.eE–]*"));
    return numbers ? Align.RIGHT : Align.LEFT;
  }

  /**
   * Plain fields under their names, those of nested objects joined; lists of objects are left out.
   */
  private static Map<String, String> flat(JsonNode object) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = object.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        fields.put(field.getKey(), joined(value));
      } else if (value.isArray()) {
        if (value.isEmpty() || value.get(0).isValueNode()) {
          fields.put(field.getKey(), elements(value));
        }
      } else {
        fields.put(field.getKey(), value.isNull() ? "–" : value.asText());
      }
    }
    return fields;
  }

  private static String joined(JsonNode object) {
    List<String> parts = new ArrayList<>();
    object.fields().forEachRemaining(f -> parts.add(f.getKey() + "=" + f.getValue().asText()));
    return String.join(" ", parts);
  }

  private static String elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }

  private static String pretty(JsonNode node) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + '\n';
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read can be written", e);
    }
  }

  private static void print(String text) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.print(text);
    out.flush();
  }
}
