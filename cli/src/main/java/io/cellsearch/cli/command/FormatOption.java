package io.cellsearch.cli.command;

import io.cellsearch.cli.output.Format;
import picocli.CommandLine.Option;

/** In which form results are printed. */
final class FormatOption {
  @Option(
      names = "--format",
      description = "table, csv or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Format format = Format.TABLE;

  Format chosen() {
    return format;
  }
}
