package io.cellsearch.coordinator.spec;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.cells.CellParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cells that a file can name and those that it does.
 *
 * @param known every name that {@code model.cell} may give
 * @param sound the definitions behind them, without broken ones
 * @param chosen the names that {@code model.cell} gives
 */
record CellChoice(List<String> known, Map<String, CellDefinition> sound, List<String> chosen) {

  CellChoice {
    known = List.copyOf(known);
    sound = new LinkedHashMap<>(sound);
    chosen = List.copyOf(chosen);
  }

  CellChoice choosing(List<String> names) {
    return new CellChoice(known, sound, names);
  }

  /** Options of the chosen cells and whether each is a switch, in the order of the cells. */
  Map<String, Boolean> options() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    for (String name : chosen) {
      find(name)
          .ifPresent(
              cell -> {
                cell.switches().keySet().forEach(option -> options.putIfAbsent(option, true));
                cell.numbers().keySet().forEach(option -> options.putIfAbsent(option, false));
              });
    }
    return options;
  }

  /** The chosen cells that have an option, all of one kind: that of the first. */
  List<String> havers(String option) {
    boolean isSwitch = Boolean.TRUE.equals(options().get(option));
    return chosen.stream()
        .filter(name -> find(name).filter(cell -> has(cell, option, isSwitch)).isPresent())
        .toList();
  }

  /** The chosen cells that multiply a state by a matrix. */
  List<String> multiplyingStates() {
    return chosen.stream()
        .filter(name -> find(name).filter(CellChoice::multipliesStates).isPresent())
        .toList();
  }

  private static boolean multipliesStates(CellDefinition cell) {
    return cell.instantiate(CellOptions.STANDARD).parameters().stream()
        .anyMatch(parameter -> parameter.shape() == CellParameter.Shape.STATE_MATRIX);
  }

  private static boolean has(CellDefinition cell, String option, boolean isSwitch) {
    return (isSwitch ? cell.switches() : cell.numbers()).containsKey(option);
  }

  private Optional<CellDefinition> find(String name) {
    return Optional.ofNullable(sound.get(name));
  }
}
