package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.ListForm;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TextForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.experiment.ExperimentSpec.Metric;
import io.cellsearch.core.experiment.ExperimentSpec.Resources;
import io.cellsearch.core.experiment.ExperimentSpec.Retry;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole experiment file. */
final class SpecForm implements Form<ExperimentSpec> {
  private static final Key<List<String>> LABELS =
      Key.standard(
          "labels",
          new ListForm<>(
              TextForm.matching("a label of 1 to 60 characters", "[^\\x00-\\x1f\\x7f]{1,60}"),
              0,
              20),
          "[]",
          "words to find the experiment by");
  private static final Key<Metric> METRIC =
      Key.standard("metric", SettingsForms.metric(), "{}", "what ranks trials");
  private static final Key<List<Parameter>> TRAINING =
      Key.standard("training", TrainingForm.form(), "{}", "how a network learns");
  private static final Key<Retry> RETRY =
      Key.standard("retry", SettingsForms.retry(), "{}", "when a trial starts again");
  private static final Key<Resources> RESOURCES =
      Key.standard(
          "resources", SettingsForms.resources(), "{}", "what a trial needs, and how urgently");

  private static final Key<Confirm> CONFIRM =
      Key.optional(
          "confirm", SettingsForms.confirm(), "trains the best again with fresh seeds at the end");

  private static final Map<String, String> REFUSED =
      Map.of(
          "checkpoints",
          "must be left out: this version has no choice of which checkpoints are kept");

  private final Key<String> name;
  private final Key<BoundTask> task;
  private final Key<List<Parameter>> model;
  private final Key<Map<String, CellDefinition>> cells;
  private final Standards standards;
  private final Key<SearchChoice> search;
  private final Key<StoppingSettings> stopping;
  private final Key<Limits> limits;
  private final SectionForm<ExperimentSpec> section;
  private Optional<BoundTask> bound = Optional.empty();

  /**
   * The form for one file.
   *
   * @param standardName what the experiment is called where the file does not say it
   * @param standards what else it gets where it does not say it
   */
  SpecForm(
      String standardName,
      Standards standards,
      Form<BoundTask> task,
      Form<List<Parameter>> model,
      Form<Map<String, CellDefinition>> cells) {
    this.name =
        Key.standard(
            "name",
            TextForm.matching(
                "a name of lower-case letters, digits, dots, dashes and underscores, at most 64",
                SpecName.PATTERN),
            '"' + standardName + '"',
            "what the experiment is called; by default the file's name");
    this.task = Key.required("task", task, "what is learned");
    this.model = Key.standard("model", model, "{}", "the network, and what a search varies of it");
    this.cells = Key.standard("cells", cells, "{}", "your own cells, in the equation language");
    this.standards = standards;
    this.search =
        Key.standard(
            "search", SearchForms.form(standards), "{}", "how configurations are suggested");
    this.stopping =
        Key.standard(
            "early_stopping",
            StoppingForms.form(standards),
            "{}",
            "how hopeless trials are ended early");
    this.limits =
        Key.standard(
            "limits",
            SettingsForms.limits(standards.maxTrials()),
            "{}",
            "bounds of the whole experiment");
    this.section = SectionForm.of(keys(), this::spec).refusing(REFUSED).checking(this::check);
  }

  private List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(List.of(name, LABELS, task, METRIC, model, TRAINING));
    keys.addAll(List.of(search, stopping, limits, RETRY, RESOURCES, CONFIRM, cells));
    return keys;
  }

  @Override
  public Optional<Read<ExperimentSpec>> read(YamlNode node, Reading at) {
    return section.read(node, at);
  }

  /** The task of the file that was read last; it may be sound where other sections are not. */
  Optional<BoundTask> task() {
    return bound;
  }

  private void check(Values values) {
    bound = values.find(task);
    checkTogether(values);
    SearchRules rules = new SearchRules(values, search, stopping);
    rules.check(values.find(TRAINING).flatMap(SpecForm::maxEpochs), standards.pause());
    if (values.find(model).isPresent() && values.find(TRAINING).isPresent()) {
      rules.check(space(values));
    }
  }

  private SearchSpace space(Values values) {
    List<Parameter> parameters = new ArrayList<>(values.get(model));
    parameters.addAll(values.get(TRAINING));
    return new SearchSpace(parameters);
  }

  /** Rules between the task, the network and the way it learns. */
  private void checkTogether(Values values) {
    Optional<List<Parameter>> ofModel = values.find(model);
    Optional<List<Parameter>> ofTraining = values.find(TRAINING);
    List<Conflict> conflicts = new ArrayList<>();
    bound.ifPresent(
        found ->
            conflicts.addAll(
                TaskRule.conflicts(
                    found.task(), ofModel.orElse(List.of()), ofTraining.orElse(List.of()))));
    if (ofModel.isPresent() && ofTraining.isPresent()) {
      conflicts.addAll(EngineRule.conflicts(ofModel.get(), ofTraining.get()));
    }
    for (Conflict conflict : conflicts) {
      Key<?> section = conflict.section().equals(TRAINING.name()) ? TRAINING : model;
      values.refuse(section, conflict.key(), conflict.rule(), conflict.value());
    }
  }

  private static Optional<Integer> maxEpochs(List<Parameter> training) {
    return training.stream()
        .filter(parameter -> parameter.path().equals(ExperimentSpec.MAX_EPOCHS))
        .filter(parameter -> parameter.domain() instanceof Domain.Constant)
        .map(parameter -> ((Domain.Constant) parameter.domain()).value())
        .map(value -> Math.toIntExact(((ParameterValue.Int) value).value()))
        .findFirst();
  }

  private Optional<ExperimentSpec> spec(Values values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.get(cells).forEach((cell, definition) -> texts.put(cell, definition.source()));
    return Optional.of(
        new ExperimentSpec(
            values.get(name),
            values.get(LABELS),
            values.get(task).task(),
            values.get(METRIC),
            space(values),
            values.get(search).in(space(values)),
            values.get(stopping),
            values.get(limits),
            values.get(RETRY),
            values.get(RESOURCES),
            texts,
            values.find(CONFIRM)));
  }

  @Override
  public ObjectNode schema() {
    return section.schema();
  }
}
