package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TaggedForm;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import java.time.Duration;
import java.util.ArrayList;
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

  static final String GRACE_PERIOD = "grace_period";
  private static final Key<Resource> ONLY_EPOCHS =
      Key.standard(
          RungKeys.RESOURCE,
          new ResourceForm(
              Optional.of("with algorithm: median, which compares trials at equal epochs")),
          "epochs",
          "what the rule counts");

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

  private final Standards standards;
  private final RungKeys rungs;

  private StoppingForms(Standards standards) {
    this.standards = standards;
    this.rungs =
        RungKeys.of(
            standards.stopped(),
            GRACE_PERIOD,
            "epochs before a trial is first compared with others, or training time with resource:"
                + " time");
  }

  /** The section, with what a file gets that does not name an algorithm or a variant. */
  static Form<StoppingSettings> form(Standards standards) {
    return new StoppingForms(standards).form();
  }

  private Form<StoppingSettings> form() {
    Map<String, SectionForm<StoppingSettings>> cases = new LinkedHashMap<>();
    cases.put("asha", asha());
    cases.put("hyperband", hyperband());
    cases.put("pasha", pasha());
    cases.put(
        "median",
        SectionForm.simple(
            List.of(tag("median"), STARTUP_TRIALS, WARMUP_EPOCHS, ONLY_EPOCHS),
            values ->
                new StoppingSettings.Median(
                    values.get(STARTUP_TRIALS), values.get(WARMUP_EPOCHS))));
    cases.put(
        "none", SectionForm.simple(List.of(tag("none")), values -> new StoppingSettings.None()));
    OneOfForm<String> words = OneOfForm.words(List.copyOf(cases.keySet()), "pbt");
    return TaggedForm.of(Key.standard(ALGORITHM, words, standards.stopping(), ABOUT), cases);
  }

  private Key<String> tag(String name) {
    return TaggedForm.tagOf(ALGORITHM, name, !name.equals(standards.stopping()), ABOUT);
  }

  /** The keys of a rule with rungs. */
  private List<Key<?>> keys(String name, Key<?>... options) {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(tag(name));
    keys.addAll(rungs.all());
    keys.add(REDUCTION_FACTOR);
    keys.addAll(List.of(options));
    return keys;
  }

  private SectionForm<StoppingSettings> asha() {
    Key<Optional<Variant>> variant =
        Key.standard(
            "variant",
            new OneOfForm<>(ASHA_VARIANTS, List.of()),
            standards.ashaVariant(),
            "which of the two published rules stops at a rung; with promotion trials pause there"
                + " instead and the best go on");
    return SectionForm.simple(
        keys("asha", variant),
        values -> {
          int grace = rungs.first(values);
          int factor = values.get(REDUCTION_FACTOR);
          Optional<Duration> maxTime = rungs.maxTime(values);
          return values
              .get(variant)
              .<StoppingSettings>map(
                  rule -> new StoppingSettings.Asha(grace, factor, rule, maxTime))
              .orElse(new StoppingSettings.AshaPromotion(grace, factor, maxTime));
        });
  }

  private SectionForm<StoppingSettings> pasha() {
    return SectionForm.simple(
        keys("pasha"),
        values ->
            new StoppingSettings.Pasha(
                rungs.first(values), values.get(REDUCTION_FACTOR), rungs.maxTime(values)));
  }

  private SectionForm<StoppingSettings> hyperband() {
    return SectionForm.simple(
        keys("hyperband", VARIANT),
        values ->
            new StoppingSettings.Hyperband(
                rungs.first(values),
                values.get(REDUCTION_FACTOR),
                values.get(VARIANT),
                rungs.maxTime(values)));
  }

  /** What a trial spends before a rule first compares it with others; 0 where it has no rungs. */
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
}
