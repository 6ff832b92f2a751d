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
import io.cellsearch.core.space.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The section training: how a network learns. */
final class TrainingForm {
  private static final int MOST_EPOCHS = 1_000_000;

  private static final Key<Setting> OPTIMIZER =
      Key.standard(
          "optimizer",
          ParameterForm.searched(
              ParameterKind.word(
                  OneOfForm.words(List.of("adam", "rmsprop", "sgd"), "adamw", "nadam", "adagrad"))),
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

  private static final Key<Setting> ENGINE =
      Key.optional(
          EngineRule.KEY,
          ParameterForm.fixed(
              ParameterKind.word(OneOfForm.words(List.of("auto", "fused", "nd4j", "dl4j")))),
          "what computes: fused (fast), nd4j (the reference, slow), dl4j (its own cells, by its own"
              + " layers); by default auto, which is fused where the worker's JVM can");

  private static final List<Key<Setting>> KEYS =
      List.of(OPTIMIZER, LEARNING_RATE, BATCH_SIZE, CLIP_NORM, MAX_EPOCHS, PATIENCE);

  private TrainingForm() {}

  static Form<List<Parameter>> form() {
    List<Key<?>> keys = new ArrayList<>(KEYS);
    keys.add(ENGINE);
    return SectionForm.simple(keys, TrainingForm::parameters)
        .refusing(
            Map.of("weight_decay", "must be left out: this version does not have weight decay"));
  }

  private static List<Parameter> parameters(Values values) {
    List<Parameter> parameters = new ArrayList<>();
    KEYS.forEach(key -> parameters.add(parameter(key, values.get(key))));
    values.find(ENGINE).ifPresent(engine -> parameters.add(parameter(ENGINE, engine)));
    return parameters;
  }

  private static Parameter parameter(Key<Setting> key, Setting setting) {
    return Parameter.of("training." + key.name(), setting.domain());
  }
}
