package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The section early_stopping: which rule ends hopeless trials, with its options. */
final class StoppingForms {
  private static final String ALGORITHM = "algorithm";
  private static final String ABOUT = "how hopeless trials are ended early";
  private static final Map<String, Optional<Variant>> ASHA_VARIANTS = ashaVariants();
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

  private static Map<String, Optional<Variant>> ashaVariants() {
    Map<String, Optional<Variant>> variants = new LinkedHashMap<>();
    variants.put("optuna", Optional.of(Variant.OPTUNA));
    variants.put("quantile", Optional.of(Variant.QUANTILE));
    variants.put(Standards.PROMOTION, Optional.empty());
    return variants;
  }

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

  /** The section, with what a file gets that does not name an algorithm or a variant. */
  static Form<StoppingSettings> form(Standards standards) {
    Map<String, SectionForm<StoppingSettings>> cases = new LinkedHashMap<>();
    cases.put("asha", asha(tag("asha", standards), standards.ashaVariant()));
    cases.put("hyperband", hyperband(tag("hyperband", standards)));
    cases.put("pasha", pasha(tag("pasha", standards)));
    cases.put("median", median(tag("median", standards)));
    cases.put("none", none(tag("none", standards)));
    OneOfForm<String> words = OneOfForm.words(List.copyOf(cases.keySet()), "pbt");
    return TaggedForm.of(Key.standard(ALGORITHM, words, standards.stopping(), ABOUT), cases);
  }

  private static Key<String> tag(String name, Standards standards) {
    return TaggedForm.tagOf(ALGORITHM, name, !name.equals(standards.stopping()), ABOUT);
  }

  private static SectionForm<StoppingSettings> asha(Key<String> tag, String standardVariant) {
    Key<Optional<Variant>> variant =
        Key.standard(
            "variant",
            new OneOfForm<>(ASHA_VARIANTS, List.of()),
            standardVariant,
            "which of the two published rules stops at a rung; with promotion trials pause there"
                + " instead and the best go on");
    return SectionForm.simple(
        List.of(tag, GRACE_PERIOD, REDUCTION_FACTOR, variant),
        values -> {
          int grace = values.get(GRACE_PERIOD);
          int factor = values.get(REDUCTION_FACTOR);
          return values
              .get(variant)
              .<StoppingSettings>map(rule -> new StoppingSettings.Asha(grace, factor, rule))
              .orElse(new StoppingSettings.AshaPromotion(grace, factor));
        });
  }

  private static SectionForm<StoppingSettings> pasha(Key<String> tag) {
    return SectionForm.simple(
        List.of(tag, GRACE_PERIOD, REDUCTION_FACTOR),
        values ->
            new StoppingSettings.Pasha(values.get(GRACE_PERIOD), values.get(REDUCTION_FACTOR)));
  }

  /** The epochs before a rule first compares a trial with others; 0 where it has none. */
  static int gracePeriod(StoppingSettings settings) {
    if (settings instanceof StoppingSettings.Asha asha) {
      return asha.gracePeriod();
    }
    if (settings instanceof StoppingSettings.AshaPromotion asha) {
      return asha.gracePeriod();
    }
    if (settings instanceof StoppingSettings.Hyperband hyperband) {
      return hyperband.gracePeriod();
    }
    return settings instanceof StoppingSettings.Pasha pasha ? pasha.gracePeriod() : 0;
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
