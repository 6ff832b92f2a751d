package io.cellsearch.cli.command;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.output.Table;
import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the library's cells, or prints one with its equations. */
@Command(
    name = "cells",
    description = "The library's cells; with a name, its equations, options, counts and source.")
final class CellsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "A cell, for instance lstm.")
  private @Nullable String name;

  @Option(
      names = "--inputs",
      description = "Inputs d of the layer that is counted.",
      defaultValue = "32")
  private int inputs = 32;

  @Option(
      names = "--units",
      description = "Units n of the layer that is counted.",
      defaultValue = "64")
  private int units = 64;

  @Option(names = "--latex", description = "Print the equations as LaTeX only.")
  private boolean latex;

  @Override
  public Integer call() {
    if (inputs < 1 || units < 1) {
      throw CommandException.wrongInput("--inputs and --units must be at least 1");
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.print(name == null ? list() : one(cell(name)));
    out.flush();
    return 0;
  }

  private static CellDefinition cell(String name) {
    return CellLibrary.standard()
        .find(name)
        .orElseThrow(
            () ->
                CommandException.wrongInput(
                    "no cell "
                        + name
                        + "; there are "
                        + String.join(", ", CellLibrary.standard().names())));
  }

  private String list() {
    Table table =
        new Table(
            List.of(
                new Column("cell", Align.LEFT),
                new Column("title", Align.LEFT),
                new Column("states", Align.LEFT),
                new Column("parameters", Align.RIGHT),
                new Column("source", Align.LEFT)));
    for (String each : CellLibrary.standard().names()) {
      CellDefinition cell = cell(each);
      table.add(
          List.of(
              each, cell.title(), String.join(", ", cell.states()), count(cell), cell.citation()));
    }
    return table.aligned()
        + "\nparameters: of one layer with "
        + inputs
        + " inputs and "
        + units
        + " units\n";
  }

  /** A dash where the cell has no layer of these sizes. */
  private String count(CellDefinition cell) {
    try {
      Cell layer = cell.instantiate(CellOptions.STANDARD, inputs, units);
      return Long.toString(layer.parameterCount(inputs, units));
    } catch (IllegalArgumentException refused) {
      return "-";
    }
  }

  private String one(CellDefinition cell) {
    if (latex) {
      return cell.toLatex();
    }
    StringBuilder text = new StringBuilder(cell.source().strip()).append("\n\n");
    options(cell.switches(), text);
    options(cell.numbers(), text);
    Cell instance = instance(cell);
    Table table =
        new Table(
            List.of(
                new Column("parameter", Align.LEFT),
                new Column("shape", Align.LEFT),
                new Column("numbers", Align.RIGHT)));
    for (CellParameter parameter : instance.parameters()) {
      table.add(
          List.of(parameter.id(), shape(parameter), Long.toString(parameter.count(inputs, units))));
    }
    table.add(List.of("in all", "", Long.toString(instance.parameterCount(inputs, units))));
    return text.append('\n').append(table.aligned()).append(above(cell)).toString();
  }

  private static void options(Map<String, ?> standards, StringBuilder text) {
    standards.forEach(
        (option, value) ->
            text.append("option ")
                .append(option)
                .append(": ")
                .append(value)
                .append(" by default\n"));
  }

  /** What a cell that reads the layer below has from the second layer on. */
  private String above(CellDefinition cell) {
    Cell above = cell.instantiateAbove(CellOptions.STANDARD, units);
    return above.statesReadBelow().isEmpty()
        ? ""
        : "\nabove another layer: " + above.parameterCount(units, units) + "\n";
  }

  private Cell instance(CellDefinition cell) {
    try {
      return cell.instantiate(CellOptions.STANDARD, inputs, units);
    } catch (IllegalArgumentException refused) {
      throw CommandException.wrongInput(String.valueOf(refused.getMessage()));
    }
  }

  private String shape(CellParameter parameter) {
    return switch (parameter.shape()) {
      case INPUT_MATRIX -> inputs + " × " + units;
      case STATE_MATRIX -> units + " × " + units;
      case VECTOR, STATISTIC -> Integer.toString(units);
    };
  }
}
