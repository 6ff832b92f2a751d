package io.cellsearch.coordinator.spec;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;

/** What a task asks of the network that learns it, and of the way it learns. */
final class TaskRule {
  private static final ParameterValue ON = new ParameterValue.Flag(true);

  private TaskRule() {}

  /** What does not suit the task. */
  static List<Conflict> conflicts(Task task, List<Parameter> model, List<Parameter> training) {
    boolean both =
        model.stream()
            .filter(parameter -> parameter.path().equals("model.bidirectional"))
            .anyMatch(parameter -> NetworkKeys.allows(parameter.domain(), ON));
    List<Conflict> conflicts = new ArrayList<>();
    if (task instanceof Task.Polyphony && both) {
      conflicts.add(
          new Conflict(
              "model",
              NetworkKeys.BIDIRECTIONAL.name(),
              "must be false where a network predicts the next step, which the other direction reads",
              "true"));
    }
    model.stream()
        .filter(parameter -> parameter.path().equals("model.embedding"))
        .map(parameter -> numbers(task, Conflict.shown(parameter.domain())))
        .forEach(conflicts::add);
    conflicts.addAll(ConvolutionRule.conflicts(task, model));
    String steps = "training." + TrainingForm.TBPTT_STEPS.name();
    training.stream()
        .filter(parameter -> parameter.path().equals(steps))
        .map(parameter -> Conflict.shown(parameter.domain()))
        .forEach(value -> conflicts.addAll(truncation(task, both, value)));
    return conflicts;
  }

  /** No task of this version reads tokens. */
  private static Conflict numbers(Task task, String value) {
    return new Conflict(
        "model",
        NetworkKeys.EMBEDDING.name(),
        "must be left out where a task reads numbers, as %s does, and not tokens"
            .formatted(task.type()),
        value);
  }

  private static List<Conflict> truncation(Task task, boolean both, String value) {
    List<String> rules = new ArrayList<>();
    if (task instanceof Task.Forecast) {
      rules.add(
          "must be left out where the loss is at the last step of a window alone: no segment before"
              + " it would have a gradient");
    }
    if (both) {
      rules.add(
          "must be left out where model.bidirectional may be true: its states would come from"
              + " segments that are not read yet");
    }
    return rules.stream()
        .map(rule -> new Conflict("training", TrainingForm.TBPTT_STEPS.name(), rule, value))
        .toList();
  }
}
