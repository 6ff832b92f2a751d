package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Configurations for reading: short names, round numbers, and only what differs between rows. */
final class ParameterTexts {
  private static final String CELL = "model.cell";

  private ParameterTexts() {}

  /** The paths whose values are not the same in all rows; the cell has a column of its own. */
  static Set<String> varying(List<Map<String, JsonNode>> rows) {
    Set<String> paths = new TreeSet<>();
    rows.forEach(row -> paths.addAll(row.keySet()));
    paths.remove(CELL);
    paths.removeIf(
        path -> rows.stream().map(row -> String.valueOf(row.get(path))).distinct().count() < 2);
    return paths;
  }

  /** These of a row's values. */
  static String text(Map<String, JsonNode> row, Set<String> paths) {
    return row.entrySet().stream()
        .filter(entry -> paths.contains(entry.getKey()))
        .map(
            entry ->
                entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1)
                    + "="
                    + value(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** One value. */
  static String value(JsonNode value) {
    return value.isDouble() ? Figures.parameter(value.doubleValue()) : value.asText();
  }
}
