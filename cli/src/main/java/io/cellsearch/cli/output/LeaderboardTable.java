package io.cellsearch.cli.output;

import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
              Figures.loss(row.testLoss()),
              Figures.seconds(row.seconds()),
              row.state().toLowerCase(java.util.Locale.ROOT)));
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

  /** Every digit and every parameter, for programs; the references are left out. */
  public static Table exact(Views.Leaderboard board) {
    Table table = new Table(COLUMNS);
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
              row.state()));
    }
    return table;
  }
}
