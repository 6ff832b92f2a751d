package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.DurationForm;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.UnlimitedForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.ExperimentSpec.Limits;
import io.cellsearch.core.experiment.ExperimentSpec.Metric;
import io.cellsearch.core.experiment.ExperimentSpec.Resources;
import io.cellsearch.core.experiment.ExperimentSpec.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The sections about the experiment as a whole: metric, limits, retry, resources, confirm. */
final class SettingsForms {
  private static final int MOST_TRIALS = 1_000_000;

  private static final Key<String> METRIC_NAME =
      Key.standard(
          "name",
          OneOfForm.words(List.of("validation_loss")),
          "validation_loss",
          "the measurement that ranks trials");
  private static final Key<Goal> GOAL =
      Key.standard(
          "goal",
          new OneOfForm<>(Map.of("minimize", Goal.MINIMIZE), List.of("maximize")),
          "minimize",
          "which way is better");

  private static final Key<Optional<Long>> MAX_EPOCHS =
      Key.standard(
          "max_epochs",
          new UnlimitedForm<>(new WholeForm(1, Long.MAX_VALUE)),
          UnlimitedForm.WORD,
          "after so many epochs of all trials no new one starts; what is worth it is trained on");
  private static final Key<Optional<Integer>> MAX_CONCURRENT_TRIALS =
      Key.standard(
          "max_concurrent_trials",
          new UnlimitedForm<>(new WholeForm(1, MOST_TRIALS).ints()),
          UnlimitedForm.WORD,
          "how many trials run at a time");
  private static final Key<Optional<Integer>> MAX_FAILED_TRIALS =
      Key.standard(
          "max_failed_trials",
          new UnlimitedForm<>(new WholeForm(1, MOST_TRIALS).ints()),
          UnlimitedForm.WORD,
          "how many trials may fail before the experiment does");
  private static final Key<Optional<Duration>> MAX_DURATION =
      Key.standard(
          "max_duration",
          new UnlimitedForm<>(new DurationForm()),
          UnlimitedForm.WORD,
          "after this time no new trial starts and running ones end at their next epoch");

  private static final Key<Integer> MAX_RESTARTS =
      Key.standard(
          "max_restarts",
          new WholeForm(0, 100).ints(),
          "3",
          "how often a trial that failed by itself starts again");
  private static final Key<Optional<Integer>> MAX_WORKER_LOSSES =
      Key.standard(
          "max_worker_losses",
          new UnlimitedForm<>(new WholeForm(0, MOST_TRIALS).ints()),
          UnlimitedForm.WORD,
          "how often a trial that lost its worker starts again");

  private static final Key<DeviceWish> DEVICE =
      Key.standard("device", OneOfForm.constants(DeviceWish.class), "any", "where trials may run");
  private static final Key<Integer> SLOTS_PER_TRIAL =
      Key.standard(
          "slots_per_trial", new WholeForm(1, 1024).ints(), "1", "slots that one trial takes");
  private static final Key<Integer> PRIORITY =
      Key.standard("priority", new WholeForm(0, 100).ints(), "50", "0 to 100, higher first");
  private static final Key<Double> WEIGHT =
      Key.standard(
          "weight",
          new RealForm(0, false, 1000, true),
          "1",
          "share of the slots among experiments of one priority");

  private static final Key<Integer> TOP =
      Key.standard(
          "top", new WholeForm(1, 100).ints(), "3", "so many of the best are trained again");
  private static final Key<Integer> SEEDS =
      Key.standard(
          "seeds",
          new WholeForm(2, 100).ints(),
          "5",
          "how often each, with another seed each time");

  private SettingsForms() {}

  static Form<Metric> metric() {
    return SectionForm.simple(
        List.of(METRIC_NAME, GOAL),
        values -> new Metric(values.get(METRIC_NAME), values.get(GOAL)));
  }

  /** The section, with the number of trials of a file that does not say it. */
  static Form<Limits> limits(int standardTrials) {
    Key<Optional<Integer>> maxTrials =
        Key.standard(
            "max_trials",
            new UnlimitedForm<>(new WholeForm(1, MOST_TRIALS).ints()),
            Integer.toString(standardTrials),
            "how many configurations are tried");
    return SectionForm.of(
        List.of(maxTrials, MAX_EPOCHS, MAX_CONCURRENT_TRIALS, MAX_FAILED_TRIALS, MAX_DURATION),
        values -> limits(maxTrials, values));
  }

  private static Optional<Limits> limits(Key<Optional<Integer>> maxTrials, Values values) {
    Optional<Long> epochs = values.get(MAX_EPOCHS);
    if (values.get(maxTrials).isEmpty() && epochs.isEmpty() && values.get(MAX_DURATION).isEmpty()) {
      values.refuse(
          maxTrials,
          "must be a number where neither max_epochs nor max_duration ends the experiment",
          UnlimitedForm.WORD,
          Optional.empty());
      return Optional.empty();
    }
    return Optional.of(
        new Limits(
            optional(values.get(maxTrials)),
            epochs.map(OptionalLong::of).orElse(OptionalLong.empty()),
            optional(values.get(MAX_CONCURRENT_TRIALS)),
            optional(values.get(MAX_FAILED_TRIALS)),
            values.get(MAX_DURATION)));
  }

  static Form<Retry> retry() {
    return SectionForm.simple(
        List.of(MAX_RESTARTS, MAX_WORKER_LOSSES),
        values -> new Retry(values.get(MAX_RESTARTS), optional(values.get(MAX_WORKER_LOSSES))));
  }

  static Form<Resources> resources() {
    return SectionForm.of(
        List.of(DEVICE, SLOTS_PER_TRIAL, PRIORITY, WEIGHT), SettingsForms::resources);
  }

  /** A slot of the CPU is one thread, and a trial trains on one thread. */
  private static Optional<Resources> resources(Values values) {
    int slots = values.get(SLOTS_PER_TRIAL);
    if (slots > 1 && values.get(DEVICE) != DeviceWish.GPU) {
      values.refuse(
          SLOTS_PER_TRIAL,
          "must be 1 where a trial may run on a CPU",
          slots + "",
          Optional.of("a trial on a CPU trains on one thread"));
      return Optional.empty();
    }
    return Optional.of(
        new Resources(values.get(DEVICE), slots, values.get(PRIORITY), values.get(WEIGHT)));
  }

  static Form<Confirm> confirm() {
    return SectionForm.simple(
        List.of(TOP, SEEDS), values -> new Confirm(values.get(TOP), values.get(SEEDS)));
  }

  private static OptionalInt optional(Optional<Integer> limit) {
    return limit.map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
