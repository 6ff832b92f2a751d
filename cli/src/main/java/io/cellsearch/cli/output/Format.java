package io.cellsearch.cli.output;

/** How results are printed. */
public enum Format {
  TABLE,
  CSV,
  JSON
}
