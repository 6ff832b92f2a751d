package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.ParameterForm;
import io.cellsearch.coordinator.spec.form.ParameterKind;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.Setting;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The section training: how a network learns. */
final class TrainingForm {
  private static final int MOST_EPOCHS = 1_000_000;

  private static final Key<Setting> OPTIMIZER =
      Key.standard(
          "optimizer",
          ParameterForm.searched(
              ParameterKind.word(
                  OneOfForm.words(
                      List.of("adam", "adamw", "rmsprop", "sgd", "nesterov"), "nadam", "adagrad"))),
          "adam",
          "the rule that changes the weights");
  private static final Key<Setting> LEARNING_RATE =
      Key.standard(
          "learning_rate",
          ParameterForm.searched(ParameterKind.real(RealForm.above(0))),
          "{min: 1e-4, max: 3e-2, scale: log}",
          "step size of the optimizer");
  private static final Key<Setting> BATCH_SIZE =
      Key.standard(
          "batch_size",
          ParameterForm.searched(ParameterKind.whole(1, 65_536)),
          "32",
          "sequences that one step learns from");
  private static final Key<Setting> CLIP_NORM =
      Key.standard(
          "clip_norm",
          ParameterForm.searched(ParameterKind.real(RealForm.above(0))),
          "1",
          "greatest norm of the whole gradient; a longer one is shortened");
  private static final Key<Setting> MAX_EPOCHS =
      Key.standard(
          "max_epochs",
          ParameterForm.fixed(ParameterKind.whole(1, MOST_EPOCHS)),
          "27",
          "most passes over the training part; the same in all trials");
  private static final Key<Setting> PATIENCE =
      Key.standard(
          "patience",
          ParameterForm.searched(ParameterKind.whole(1, MOST_EPOCHS)),
          "10",
          "epochs without improvement after which a trial ends");

  private static final Key<Setting> MOMENTUM =
      Key.optional(
          "momentum",
          ParameterForm.searched(ParameterKind.real(new RealForm(0, true, 1, false))),
          "share of the last velocity that sgd (by default 0) or nesterov (0.9) keeps");
  private static final Key<Setting> WEIGHT_DECAY =
      Key.optional(
          "weight_decay",
          ParameterForm.searched(ParameterKind.real(RealForm.from(0))),
          "what adamw takes off the weights with each step, times the learning rate; by default"
              + " 0.01");
  private static final Key<Setting> L2 =
      Key.optional(
          "l2",
          ParameterForm.searched(ParameterKind.real(RealForm.from(0))),
          "factor of a penalty on squared weights, biases left out; by default none");

  private static final Key<Setting> INPUT_NOISE =
      Key.optional(
          "input_noise",
          ParameterForm.searched(ParameterKind.real(RealForm.from(0))),
          "standard deviation of noise that training adds to the input; by default none");
  static final Key<Setting> TBPTT_STEPS =
      Key.optional(
          "tbptt_steps",
          ParameterForm.searched(ParameterKind.whole(1, 1_000_000)),
          "steps after which gradients are cut and the optimizer makes a step, while states go on"
              + " (truncated backpropagation through time); by default whole sequences");
  private static final Key<Setting> ENGINE =
      Key.optional(
          EngineRule.KEY,
          ParameterForm.fixed(
              ParameterKind.word(OneOfForm.words(List.of("auto", "fused", "nd4j", "dl4j")))),
          "what computes: fused (fast), nd4j (the reference, slow), dl4j (its own cells, by its own"
              + " layers); by default auto, which is fused where the worker's JVM can");

  private static final List<Key<Setting>> KEYS =
      List.of(OPTIMIZER, LEARNING_RATE, BATCH_SIZE, CLIP_NORM, MAX_EPOCHS, PATIENCE);

  /** Options and the optimizers that have them; all but adamw can have a penalty. */
  private static final Map<Key<Setting>, Set<String>> OPTIONS = options();

  private TrainingForm() {}

  private static Map<Key<Setting>, Set<String>> options() {
    Map<Key<Setting>, Set<String>> options = new LinkedHashMap<>();
    options.put(MOMENTUM, Set.of("sgd", "nesterov"));
    options.put(WEIGHT_DECAY, Set.of("adamw"));
    options.put(L2, Set.of("adam", "rmsprop", "sgd", "nesterov"));
    return Collections.unmodifiableMap(options);
  }

  static Form<List<Parameter>> form() {
    List<Key<?>> keys = new ArrayList<>(KEYS);
    keys.addAll(OPTIONS.keySet());
    keys.add(INPUT_NOISE);
    keys.add(TBPTT_STEPS);
    keys.add(ENGINE);
    return SectionForm.simple(keys, TrainingForm::parameters)
        .checking(TrainingForm::check)
        .refusing(Map.of("lr", "must be called learning_rate"));
  }

  /** An option that no chosen optimizer has would be searched for nothing. */
  private static void check(Values values) {
    values.find(OPTIMIZER).map(TrainingForm::texts).ifPresent(chosen -> check(values, chosen));
  }

  private static void check(Values values, List<ParameterValue> chosen) {
    OPTIONS.forEach(
        (key, havers) -> {
          if (values.find(key).isPresent() && having(chosen, havers).isEmpty()) {
            values.refuse(
                key,
                "must be left out unless training.optimizer names "
                    + havers.stream().sorted().collect(Collectors.joining(" or ")),
                key.name(),
                Optional.empty());
          }
        });
  }

  private static List<Parameter> parameters(Values values) {
    List<Parameter> parameters = new ArrayList<>();
    KEYS.forEach(key -> parameters.add(Parameter.of(path(key), values.get(key).domain())));
    List<ParameterValue> chosen = texts(values.get(OPTIMIZER));
    OPTIONS.forEach(
        (key, havers) ->
            values
                .find(key)
                .ifPresent(setting -> parameters.add(option(key, setting, chosen, havers))));
    for (Key<Setting> key : List.of(INPUT_NOISE, TBPTT_STEPS, ENGINE)) {
      values
          .find(key)
          .ifPresent(setting -> parameters.add(Parameter.of(path(key), setting.domain())));
    }
    return parameters;
  }

  /** A parameter that exists only under the optimizers that have it. */
  private static Parameter option(
      Key<Setting> key, Setting setting, List<ParameterValue> chosen, Set<String> havers) {
    List<ParameterValue> having = having(chosen, havers);
    boolean always = having.size() == chosen.size();
    return new Parameter(
        path(key),
        setting.domain(),
        always || having.isEmpty() ? List.of() : List.of(new Condition(path(OPTIMIZER), having)));
  }

  private static List<ParameterValue> having(List<ParameterValue> chosen, Set<String> havers) {
    return chosen.stream().filter(value -> havers.contains(value.text())).toList();
  }

  private static List<ParameterValue> texts(Setting optimizer) {
    return optimizer.domain() instanceof Domain.Choice choice
        ? choice.values()
        : List.of(((Domain.Constant) optimizer.domain()).value());
  }

  private static String path(Key<Setting> key) {
    return "training." + key.name();
  }
}
