package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.ParameterForm;
import io.cellsearch.coordinator.spec.form.ParameterKind;
import io.cellsearch.coordinator.spec.form.Setting;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of the section model about a convolution over time below the lowest layer. */
final class ConvolutionKeys {
  static final Key<Setting> FILTERS =
      Key.optional(
          "convolution_filters",
          ParameterForm.searched(ParameterKind.whole(0, 4096)),
          "outputs of a convolution over time below the lowest layer; 0, the default, for none");
  static final Key<Setting> WIDTH =
      Key.optional(
          "convolution_width",
          ParameterForm.searched(ParameterKind.whole(1, 1024)),
          "steps that one output of the convolution reads; by default 3");
  static final Key<Setting> PADDING =
      Key.optional(
          "convolution_padding",
          ParameterForm.searched(
              ParameterKind.word(OneOfForm.words(List.of("causal", "same", "valid")))),
          "what the convolution does at a sequence's ends: causal (the default) reads no later"
              + " step, same reads steps around its own, valid has fewer outputs");

  /** All of them. */
  static final List<Key<Setting>> ALL = List.of(FILTERS, WIDTH, PADDING);

  private static final ParameterValue NONE = new ParameterValue.Int(0);

  private ConvolutionKeys() {}

  /** Options of a convolution that no trial has would be searched for nothing. */
  static void check(Values values) {
    boolean none = values.find(FILTERS).map(Setting::domain).filter(each -> !never(each)).isEmpty();
    for (Key<Setting> key : List.of(WIDTH, PADDING)) {
      if (none && values.find(key).isPresent()) {
        values.refuse(
            key,
            "must be left out unless model.convolution_filters is above 0",
            key.name(),
            Optional.empty());
      }
    }
  }

  private static boolean never(Domain filters) {
    return filters.equals(new Domain.Constant(NONE));
  }

  /** Parameters only where the file gives them; options where there are filters. */
  static List<Parameter> parameters(Values values) {
    List<Parameter> parameters = new ArrayList<>();
    for (Key<Setting> key : ALL) {
      values
          .find(key)
          .ifPresent(
              setting ->
                  parameters.add(
                      new Parameter(
                          "model." + key.name(),
                          setting.domain(),
                          key == FILTERS ? List.of() : conditions(values))));
    }
    return parameters;
  }

  private static List<Condition> conditions(Values values) {
    List<ParameterValue> choice =
        values.find(FILTERS).map(each -> Conflict.values(each.domain())).orElse(List.of());
    List<ParameterValue> some = choice.stream().filter(value -> !value.equals(NONE)).toList();
    return some.isEmpty() || some.size() == choice.size()
        ? List.of()
        : List.of(new Condition("model." + FILTERS.name(), some));
  }
}
