package io.cellsearch.coordinator.spec;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.cells.Initialiser.Bias;
import io.cellsearch.cells.Initialiser.Gate;
import io.cellsearch.coordinator.spec.form.Figures;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.Setting;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every point of a space must keep so that its network can be built: the groups of a cell are
 * whole and divide the units, and chrono finds a gate to start. Told here, with a line, instead of
 * by the first trial that draws such a point.
 */
final class BuildRules {
  private final CellChoice cells;
  private final Map<String, Key<Setting>> options;

  /**
   * The rules of one file.
   *
   * @param cells those that the file chooses
   * @param options keys of the options that they have
   */
  BuildRules(CellChoice cells, Map<String, Key<Setting>> options) {
    this.cells = cells;
    this.options = options;
  }

  /** Reports what the section's values break, once for each cell and rule. */
  void check(Values values, Key<Setting> units, Key<Setting> initialisation) {
    for (String name : cells.chosen()) {
      CellDefinition definition = cells.sound().get(name);
      if (definition != null) {
        List<Cell> built = build(definition, values);
        checkUnits(built, values, units);
        checkChrono(built, values, initialisation);
      }
    }
  }

  /** The cell with every combination of its options; values that it cannot have are reported. */
  private List<Cell> build(CellDefinition definition, Values values) {
    Map<String, Domain> sound = new LinkedHashMap<>();
    given(definition, values)
        .forEach(
            (option, domain) -> {
              Optional<Refusal> refusal = refusal(definition, Map.of(option, domain));
              refusal.ifPresent(found -> refuse(values, option, definition, found));
              if (refusal.isEmpty()) {
                sound.put(option, domain);
              }
            });
    List<Cell> built = new ArrayList<>();
    if (refusal(definition, sound).isEmpty()) {
      OptionValues.combinations(sound).forEach(each -> built.add(definition.instantiate(each)));
    }
    return built;
  }

  /** What the file says of a cell's options. */
  private Map<String, Domain> given(CellDefinition definition, Values values) {
    Map<String, Domain> given = new LinkedHashMap<>();
    options.forEach(
        (option, key) ->
            values
                .find(key)
                .filter(setting -> has(definition, option, setting))
                .ifPresent(setting -> given.put(option, setting.domain())));
    return given;
  }

  private boolean has(CellDefinition definition, String option, Setting setting) {
    return setting.cells().orElse(cells.havers(option)).contains(definition.name());
  }

  private record Refusal(CellOptions options, String reason) {}

  private static Optional<Refusal> refusal(CellDefinition definition, Map<String, Domain> given) {
    for (CellOptions combination : OptionValues.combinations(given)) {
      try {
        definition.instantiate(combination);
      } catch (IllegalArgumentException e) {
        return Optional.of(new Refusal(combination, String.valueOf(e.getMessage())));
      }
    }
    return Optional.empty();
  }

  private void refuse(Values values, String option, CellDefinition definition, Refusal found) {
    Key<Setting> key = options.get(option);
    if (key != null) {
      String rule = "must have only values that " + definition.name() + " can be built with";
      Double number = found.options().numbers().get(option);
      String value = number == null ? "a switch" : Figures.text(number);
      values.refuse(key, rule, value, Optional.of(found.reason()));
    }
  }

  private static void checkUnits(List<Cell> built, Values values, Key<Setting> key) {
    Optional<Domain> units = values.find(key).map(Setting::domain);
    for (Cell cell : built) {
      for (int groups : cell.groups()) {
        Optional<Long> odd = units.flatMap(domain -> indivisible(domain, groups));
        if (odd.isPresent()) {
          String rule = "must be divisible by the %d groups of %s".formatted(groups, cell.name());
          values.refuse(key, rule, odd.get().toString(), advice(units.get(), groups));
          return;
        }
      }
    }
  }

  private static Optional<Long> indivisible(Domain units, int groups) {
    if (units instanceof Domain.IntRange range) {
      for (long value = range.min(); value <= range.max(); value += range.step()) {
        if (value % groups != 0) {
          return Optional.of(value);
        }
      }
      return Optional.empty();
    }
    List<ParameterValue> values =
        units instanceof Domain.Choice choice
            ? choice.values()
            : List.of(((Domain.Constant) units).value());
    return values.stream()
        .map(value -> ((ParameterValue.Int) value).value())
        .filter(value -> value % groups != 0)
        .findFirst();
  }

  private static Optional<String> advice(Domain units, int groups) {
    return units instanceof Domain.IntRange
        ? Optional.of("give it `step: %d` and a min that is a multiple".formatted(groups))
        : Optional.empty();
  }

  private static void checkChrono(List<Cell> built, Values values, Key<Setting> key) {
    Optional<Domain> schemes = values.find(key).map(Setting::domain);
    ParameterValue chrono = new ParameterValue.Text("chrono");
    if (schemes.filter(domain -> domain.contains(chrono)).isEmpty()) {
      return;
    }
    built.stream()
        .filter(cell -> !hasGate(cell))
        .findFirst()
        .ifPresent(
            cell ->
                values.refuse(
                    key,
                    "must not be chrono, which starts forget and input gates, for a cell that"
                        + " marks none",
                    cell.name(),
                    Optional.empty()));
  }

  private static boolean hasGate(Cell cell) {
    return cell.parameters().stream()
        .anyMatch(each -> each.initialiser() instanceof Bias bias && bias.gate() != Gate.OTHER);
  }
}
