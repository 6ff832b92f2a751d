package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.ExperimentSpec.SearchSettings;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings;
import io.cellsearch.core.experiment.ExperimentSpec.StoppingSettings.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sections that choose an algorithm: search and early_stopping. */
final class AlgorithmForms {
  private static final String ALGORITHM = "algorithm";
  private static final int MOST_EPOCHS = 1_000_000;

  private static final Key<Long> SEED =
      Key.standard(
          "seed", new WholeForm(0, Long.MAX_VALUE), "1", "from which all randomness derives");
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

  private AlgorithmForms() {}

  static Form<SearchSettings> search() {
    String about = "how configurations are suggested";
    Key<String> tag = TaggedForm.tagOf(ALGORITHM, "random", false, about);
    SectionForm<SearchSettings> random =
        SectionForm.simple(
            List.of(tag, SEED), values -> new SearchSettings.Random(values.get(SEED)));
    OneOfForm<String> words =
        OneOfForm.words(
            List.of("random"),
            "grid",
            "sobol",
            "tpe",
            "gp",
            "cmaes",
            "regularized-evolution",
            "bohb",
            "ladder");
    return TaggedForm.of(Key.standard(ALGORITHM, words, "random", about), Map.of("random", random));
  }

  static Form<StoppingSettings> earlyStopping() {
    String about = "how hopeless trials are ended early";
    Map<String, SectionForm<StoppingSettings>> cases = new LinkedHashMap<>();
    cases.put("asha", asha(TaggedForm.tagOf(ALGORITHM, "asha", false, about)));
    cases.put("none", none(TaggedForm.tagOf(ALGORITHM, "none", true, about)));
    OneOfForm<String> words =
        OneOfForm.words(
            List.of("asha", "none"), "hyperband", "pasha", "bohb", "median", "ladder", "pbt");
    return TaggedForm.of(Key.standard(ALGORITHM, words, "asha", about), cases);
  }

  private static SectionForm<StoppingSettings> asha(Key<String> tag) {
    return SectionForm.simple(
        List.of(tag, GRACE_PERIOD, REDUCTION_FACTOR, VARIANT),
        values ->
            new StoppingSettings.Asha(
                values.get(GRACE_PERIOD), values.get(REDUCTION_FACTOR), values.get(VARIANT)));
  }

  private static SectionForm<StoppingSettings> none(Key<String> tag) {
    return SectionForm.simple(List.of(tag), values -> new StoppingSettings.None());
  }
}
