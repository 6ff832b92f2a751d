package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.Figures;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.ListForm;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Split;
import io.cellsearch.core.experiment.Task.Transform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The task forecast. */
final class ForecastForm {
  /** A day of hours; where there is a season, one season. */
  private static final int STANDARD_WINDOW = 24;

  private static final int MOST_STEPS = 100_000;

  private static final Key<Integer> WINDOW =
      Key.optional(
          "window",
          new WholeForm(1, MOST_STEPS).ints(),
          "time steps that the network sees; by default one season, or 24");
  private static final Key<Integer> HORIZON =
      Key.standard(
          "horizon",
          new WholeForm(1, MOST_STEPS).ints(),
          "1",
          "time steps ahead, all given at once");
  private static final Key<Integer> SEASON =
      Key.optional(
          "season",
          new WholeForm(2, MOST_STEPS).ints(),
          "time steps after which the series repeats; for the references");
  private static final Key<List<Double>> SPLIT =
      Key.standard(
          "split",
          new ListForm<>(new RealForm(0, false, 1, false), 3, 3, true),
          "[0.7, 0.15, 0.15]",
          "shares of training, validation and test, in time order");
  private static final Key<Transform> TRANSFORM =
      Key.standard(
          "transform",
          OneOfForm.constants(Transform.class),
          "none",
          "what is done to a window before the network sees it; inverted before any metric");

  private final Key<ForecastData> data;

  ForecastForm(DataForms forms) {
    data = Key.required("data", ForecastData.form(forms), "the CSV file and its columns");
  }

  SectionForm<BoundTask> section(Key<String> tag) {
    return SectionForm.of(List.of(tag, data, WINDOW, HORIZON, SEASON, SPLIT, TRANSFORM), this::task)
        .checking(ForecastForm::checkSplit)
        .filling(
            (bound, resolved) ->
                resolved.put(WINDOW.name(), ((Task.Forecast) bound.task()).window()));
  }

  private static void checkSplit(Values values) {
    values
        .find(SPLIT)
        .filter(shares -> !addUp(shares))
        .ifPresent(
            shares ->
                values.refuse(
                    SPLIT,
                    "must add up to 1",
                    Figures.text(shares.stream().mapToDouble(share -> share).sum()),
                    Optional.empty()));
  }

  private static boolean addUp(List<Double> shares) {
    return Math.abs(shares.get(0) + shares.get(1) + shares.get(2) - 1) <= 1e-9;
  }

  private Optional<BoundTask> task(Values values) {
    List<Double> shares = values.get(SPLIT);
    if (!addUp(shares)) {
      return Optional.empty();
    }
    ForecastData from = values.get(data);
    Optional<Integer> season = values.find(SEASON);
    Task task =
        new Task.Forecast(
            from.set().sha256(),
            from.columns(),
            from.missing(),
            values.find(WINDOW).or(() -> season).orElse(STANDARD_WINDOW),
            values.get(HORIZON),
            season.map(OptionalInt::of).orElse(OptionalInt.empty()),
            new Split(shares.get(0), shares.get(1), shares.get(2)),
            values.get(TRANSFORM));
    return Optional.of(new BoundTask(task, from.set()));
  }
}
