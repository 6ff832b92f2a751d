package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.Setting;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;

/** What a task asks of a convolution, which may read ahead or lose steps. */
final class ConvolutionRule {
  private static final long STANDARD_WIDTH = 3;

  private ConvolutionRule() {}

  /** What does not suit the task. */
  static List<Conflict> conflicts(Task task, List<Parameter> model) {
    List<Conflict> conflicts = new ArrayList<>();
    if (task instanceof Task.Polyphony && allows(model, ConvolutionKeys.PADDING, "same")) {
      conflicts.add(
          padding(
              "must not be same where a network predicts the next step, which it reads", "same"));
    }
    if (task instanceof Task.Polyphony && allows(model, ConvolutionKeys.PADDING, "valid")) {
      conflicts.add(
          padding(
              "must not be valid where the loss is at every step: the first have no output",
              "valid"));
    }
    if (task instanceof Task.Forecast forecast
        && allows(model, ConvolutionKeys.PADDING, "valid")
        && widest(model) > forecast.window()) {
      conflicts.add(
          new Conflict(
              "model",
              ConvolutionKeys.WIDTH.name(),
              "must be at most task.window, %d, where model.convolution_padding is valid"
                  .formatted(forecast.window()),
              Long.toString(widest(model))));
    }
    return conflicts;
  }

  private static Conflict padding(String rule, String value) {
    return new Conflict("model", ConvolutionKeys.PADDING.name(), rule, value);
  }

  private static boolean allows(List<Parameter> model, Key<Setting> key, String word) {
    return model.stream()
        .filter(parameter -> parameter.path().equals("model." + key.name()))
        .anyMatch(
            parameter -> NetworkKeys.allows(parameter.domain(), new ParameterValue.Text(word)));
  }

  /** The greatest width that the file names; of a range its greatest number. */
  private static long widest(List<Parameter> model) {
    return model.stream()
        .filter(parameter -> parameter.path().equals("model." + ConvolutionKeys.WIDTH.name()))
        .mapToLong(parameter -> greatest(parameter.domain()))
        .findFirst()
        .orElse(STANDARD_WIDTH);
  }

  private static long greatest(Domain domain) {
    if (domain instanceof Domain.IntRange range) {
      return range.max();
    }
    List<ParameterValue> values = Conflict.values(domain);
    return values.stream()
        .mapToLong(value -> ((ParameterValue.Int) value).value())
        .max()
        .orElse(STANDARD_WIDTH);
  }
}
