package io.cellsearch.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows under named columns, printed aligned or as CSV (RFC 4180). */
public final class Table {

  /** Whether a column reads from the left or is made of numbers. */
  public enum Align {
    LEFT,
    RIGHT
  }

  /** One column. */
  public record Column(String name, Align align) {}

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row with a text for every column. */
  public void add(List<String> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.size() + " for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(row));
  }

  /** Aligned columns below a line of their names. */
  public String aligned() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).name().length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, columns.stream().map(Column::name).toList(), widths);
    for (List<String> row : rows) {
      append(text, row, widths);
    }
    return text.toString();
  }

  private void append(StringBuilder text, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(columns.get(i).align() == Align.RIGHT ? pad + row.get(i) : row.get(i) + pad);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** Comma-separated values with a header. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.join(
            ",", columns.stream().map(c -> quote(c.name().toLowerCase(Locale.ROOT))).toList()));
    text.append('\n');
    for (List<String> row : rows) {
      text.append(String.join(",", row.stream().map(Table::quote).toList())).append('\n');
    }
    return text.toString();
  }

  private static String quote(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
