package io.cellsearch.cells;

import java.util.Map;
import java.util.TreeMap;

/** Values for some of a cell's options; the others keep the default of the cell's text. */
public record CellOptions(Map<String, Boolean> switches, Map<String, Double> numbers) {

  /** Every option at its default. */
  public static final CellOptions STANDARD = new CellOptions(Map.of(), Map.of());

  public CellOptions {
    switches = Map.copyOf(new TreeMap<>(switches));
    numbers = Map.copyOf(new TreeMap<>(numbers));
  }
}
