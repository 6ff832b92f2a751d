package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.ListForm;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.ParameterForm;
import io.cellsearch.coordinator.spec.form.ParameterKind;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.Setting;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section model: the parameters of every network, then the options of the chosen cells. An
 * option that the file does not set is no parameter: it keeps the default of its cell's text.
 */
final class ModelForm {
  static final String CELL = "model.cell";
  private static final String STANDARD_CELLS = "{values: [lstm, gru, lstm-cifg, mgu]}";

  private final CellChoice cells;
  private final Key<Setting> cell;
  private final Map<String, Key<Setting>> options = new LinkedHashMap<>();

  private ModelForm(CellChoice cells) {
    this.cells = cells;
    this.cell = cellKey(cells.known());
    cells.options().forEach((option, isSwitch) -> options.put(option, optionKey(option, isSwitch)));
  }

  /** The form for a file, given what its model.cell says. */
  static Form<List<Parameter>> of(CellChoice library, Optional<YamlNode> model) {
    return new ModelForm(library.choosing(chosen(library, model))).section();
  }

  /** The form for any file that has no cells of its own. */
  static Form<List<Parameter>> any(CellChoice library) {
    return new ModelForm(library.choosing(library.known())).section();
  }

  private static Key<Setting> cellKey(List<String> known) {
    return Key.standard(
        "cell",
        ParameterForm.searched(ParameterKind.word(OneOfForm.words(known))),
        STANDARD_CELLS,
        "the recurrent cell, from the library or the section cells");
  }

  /** Where model.cell is broken, nothing follows from it: every cell counts as chosen. */
  private static List<String> chosen(CellChoice library, Optional<YamlNode> model) {
    Key<Setting> key = cellKey(library.known());
    Reading quiet = Reading.root(new Findings());
    Optional<YamlNode> given =
        model
            .filter(Mapping.class::isInstance)
            .flatMap(node -> ((Mapping) node).find(key.name()))
            .map(Entry::value);
    return (given.isPresent() ? key.read(given.get(), quiet) : key.readStandard())
        .map(read -> texts(read.value().domain()))
        .orElse(library.known());
  }

  private static List<String> texts(Domain domain) {
    if (domain instanceof Domain.Choice choice) {
      return choice.values().stream().map(ParameterValue::text).toList();
    }
    return domain instanceof Domain.Constant constant
        ? List.of(constant.value().text())
        : List.of();
  }

  private Key<Setting> optionKey(String option, boolean isSwitch) {
    ParameterKind kind = isSwitch ? ParameterKind.flag() : ParameterKind.real(RealForm.any());
    List<String> havers = cells.havers(option);
    Form<List<String>> whenCells = new ListForm<>(OneOfForm.words(havers), 1, havers.size());
    return Key.optional(
        option,
        ParameterForm.option(kind, whenCells),
        "option of " + String.join(", ", havers) + "; by default as the cell's text says");
  }

  private SectionForm<List<Parameter>> section() {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(
                cell,
                NetworkKeys.UNITS,
                NetworkKeys.LAYERS,
                NetworkKeys.BIDIRECTIONAL,
                NetworkKeys.DROPOUT));
    keys.addAll(NetworkKeys.OPTIONAL);
    keys.addAll(ConvolutionKeys.ALL);
    keys.add(NetworkKeys.RECURRENT_DROPOUT);
    keys.addAll(options.values());
    BuildRules rules = new BuildRules(cells, options);
    return SectionForm.simple(keys, this::parameters)
        .refusing(foreignOptions())
        .checking(
            values -> {
              rules.check(values, NetworkKeys.UNITS, NetworkKeys.INITIALISATION);
              ConvolutionKeys.check(values);
              checkRecurrentDropout(values);
            });
  }

  private void checkRecurrentDropout(Values values) {
    if (values.find(NetworkKeys.RECURRENT_DROPOUT).isPresent()
        && cells.multiplyingStates().isEmpty()) {
      values.refuse(
          NetworkKeys.RECURRENT_DROPOUT,
          "must be left out where no cell multiplies its state by a matrix",
          "the cells " + String.join(", ", cells.chosen()),
          Optional.empty());
    }
  }

  private Map<String, String> foreignOptions() {
    Map<String, String> rules = new LinkedHashMap<>();
    CellChoice all = cells.choosing(cells.known());
    all.options()
        .forEach(
            (option, isSwitch) -> {
              if (!options.containsKey(option)) {
                rules.put(
                    option,
                    "must be an option of a cell that model.cell names (those of "
                        + String.join(", ", all.havers(option))
                        + " have it)");
              }
            });
    return rules;
  }

  private List<Parameter> parameters(Values values) {
    List<Parameter> parameters = new ArrayList<>();
    for (Key<Setting> key :
        List.of(
            cell,
            NetworkKeys.UNITS,
            NetworkKeys.LAYERS,
            NetworkKeys.BIDIRECTIONAL,
            NetworkKeys.DROPOUT)) {
      parameters.add(Parameter.of("model." + key.name(), values.get(key).domain()));
    }
    for (Key<Setting> key : NetworkKeys.OPTIONAL) {
      values
          .find(key)
          .ifPresent(
              setting -> parameters.add(Parameter.of("model." + key.name(), setting.domain())));
    }
    parameters.addAll(ConvolutionKeys.parameters(values));
    List<String> multiplying = cells.multiplyingStates();
    values
        .find(NetworkKeys.RECURRENT_DROPOUT)
        .ifPresent(
            setting ->
                parameters.add(
                    parameter(NetworkKeys.RECURRENT_DROPOUT.name(), setting, multiplying)));
    options.forEach(
        (option, key) ->
            values.find(key).ifPresent(setting -> parameters.add(parameter(option, setting))));
    return parameters;
  }

  private Parameter parameter(String option, Setting setting) {
    return parameter(option, setting, setting.cells().orElse(cells.havers(option)));
  }

  private Parameter parameter(String option, Setting setting, List<String> when) {
    boolean always = when.size() == cells.chosen().size();
    List<ParameterValue> texts =
        when.stream().<ParameterValue>map(ParameterValue.Text::new).toList();
    return new Parameter(
        "model." + option,
        setting.domain(),
        always ? List.of() : List.of(new Condition(CELL, texts)));
  }
}
