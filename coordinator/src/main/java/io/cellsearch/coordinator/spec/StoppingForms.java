package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section early_stopping: which rule ends hopeless trials, with its options. */
final class StoppingForms {
  private static final String ALGORITHM = "algorithm";
  private static final int MOST_EPOCHS = 1_000_000;

  static final Key<Integer> GRACE_PERIOD =
      Key.standard(
          "grace_period",
          new WholeForm(1, MOST_EPOCHS).ints(),
          "1",
          "epochs before a trial is first compared with others");
  private static final Key<Integer> REDUCTION_FACTOR =
      Key.standard(
          "reduction_factor",
          new WholeForm(2, 1000).ints(),
          "3",
          "one in so many goes on at each rung");
  private static final Key<Variant> VARIANT =
      Key.standard(
          "variant",
          OneOfForm.constants(Variant.class),
          "optuna",
          "which of the two published rules decides at a rung");

  private static final Key<Integer> STARTUP_TRIALS =
      Key.standard(
          "startup_trials",
          new WholeForm(1, MOST_EPOCHS).ints(),
          "5",
          "completed trials before any is stopped");
  private static final Key<Integer> WARMUP_EPOCHS =
      Key.standard(
          "warmup_epochs",
          new WholeForm(0, MOST_EPOCHS).ints(),
          "0",
          "epochs in which none is stopped");

  private StoppingForms() {}

  static Form<StoppingSettings> form() {
    String about = "how hopeless trials are ended early";
    Map<String, SectionForm<StoppingSettings>> cases = new LinkedHashMap<>();
    cases.put("asha", asha(TaggedForm.tagOf(ALGORITHM, "asha", false, about)));
    cases.put("hyperband", hyperband(TaggedForm.tagOf(ALGORITHM, "hyperband", true, about)));
    cases.put("median", median(TaggedForm.tagOf(ALGORITHM, "median", true, about)));
    cases.put("none", none(TaggedForm.tagOf(ALGORITHM, "none", true, about)));
    OneOfForm<String> words =
        OneOfForm.words(List.copyOf(cases.keySet()), "pasha", "bohb", "ladder", "pbt");
    return TaggedForm.of(Key.standard(ALGORITHM, words, "asha", about), cases);
  }

  private static SectionForm<StoppingSettings> asha(Key<String> tag) {
    return SectionForm.simple(
        List.of(tag, GRACE_PERIOD, REDUCTION_FACTOR, VARIANT),
        values ->
            new StoppingSettings.Asha(
                values.get(GRACE_PERIOD), values.get(REDUCTION_FACTOR), values.get(VARIANT)));
  }

  private static SectionForm<StoppingSettings> hyperband(Key<String> tag) {
    return SectionForm.simple(
        List.of(tag, GRACE_PERIOD, REDUCTION_FACTOR, VARIANT),
        values ->
            new StoppingSettings.Hyperband(
                values.get(GRACE_PERIOD), values.get(REDUCTION_FACTOR), values.get(VARIANT)));
  }

  private static SectionForm<StoppingSettings> median(Key<String> tag) {
    return SectionForm.simple(
        List.of(tag, STARTUP_TRIALS, WARMUP_EPOCHS),
        values ->
            new StoppingSettings.Median(values.get(STARTUP_TRIALS), values.get(WARMUP_EPOCHS)));
  }

  private static SectionForm<StoppingSettings> none(Key<String> tag) {
    return SectionForm.simple(List.of(tag), values -> new StoppingSettings.None());
  }
}
