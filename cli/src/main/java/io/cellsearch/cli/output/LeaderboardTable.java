package io.cellsearch.cli.output;

import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A leaderboard with the references beneath it. */
public final class LeaderboardTable {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("rank", Align.RIGHT),
          new Column("trial", Align.RIGHT),
          new Column("cell", Align.LEFT),
          new Column("parameters", Align.LEFT),
          new Column("epochs", Align.RIGHT),
          new Column("validation loss", Align.RIGHT),
          new Column("test loss", Align.RIGHT),
          new Column("seconds", Align.RIGHT),
          new Column("state", Align.LEFT));

  private LeaderboardTable() {}

  /** Rounded for reading, only parameters that differ between the rows. */
  public static Table readable(Views.Leaderboard board) {
    Table table = new Table(COLUMNS);
    Set<String> varying =
        ParameterTexts.varying(board.rows().stream().map(Views.Row::parameters).toList());
    for (Views.Row row : board.rows()) {
      table.add(
          List.of(
              row.rank() == null ? "–" : row.rank().toString(),
              Integer.toString(row.trial()),
              row.cell(),
              ParameterTexts.text(row.parameters(), varying),
              Integer.toString(row.epochs()),
              Figures.loss(row.validationLoss()),
              Figures.estimate(row.testLoss(), margin(row)),
              Figures.seconds(row.seconds()),
              row.state().toLowerCase(Locale.ROOT) + (wins(board, row) ? ", winner" : "")));
    }
    for (Views.Reference reference : board.references()) {
      table.add(
          List.of(
              "",
              "",
              "reference",
              reference.name(),
              "",
              Figures.loss(reference.validationLoss()),
              Figures.loss(reference.testLoss()),
              "",
              ""));
    }
    return table;
  }

  private static @Nullable Double margin(Views.Row row) {
    return row.confirmation() == null ? null : row.confirmation().margin();
  }

  /** Where nothing is confirmed, the one with a test loss needs no further mark. */
  private static boolean wins(Views.Leaderboard board, Views.Row row) {
    return row.confirmation() != null && Integer.valueOf(row.trial()).equals(board.winner());
  }

  /** Every digit and every parameter, for programs; the references are left out. */
  public static Table exact(Views.Leaderboard board) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    columns.add(new Column("test margin", Align.RIGHT));
    columns.add(new Column("test runs", Align.RIGHT));
    Table table = new Table(columns);
    for (Views.Row row : board.rows()) {
      table.add(
          List.of(
              row.rank() == null ? "" : row.rank().toString(),
              Integer.toString(row.trial()),
              row.cell(),
              row.parameters().entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
                  .collect(Collectors.joining(" ")),
              Integer.toString(row.epochs()),
              row.validationLoss() == null ? "" : row.validationLoss().toString(),
              row.testLoss() == null ? "" : row.testLoss().toString(),
              Double.toString(row.seconds()),
              row.state(),
              margin(row) == null ? "" : String.valueOf(margin(row)),
              row.confirmation() == null ? "" : Integer.toString(row.confirmation().tested())));
    }
    return table;
  }
}
