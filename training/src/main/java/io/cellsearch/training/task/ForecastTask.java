package io.cellsearch.training.task;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.training.data.ForecastSeries;
import io.cellsearch.training.network.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Forecasting bound to a series. The head gives all horizon steps of all targets at once: output
 * step * targets + target. Targets are transformed, then everything is scaled; covariates are only
 * scaled. The loss is the root of the mean squared error in original units.
 */
final class ForecastTask implements SequenceTask {
  private final Task.Forecast task;
  private final double[][] columns;
  private final int targets;
  private final WindowTransform transform;
  private final ForecastWindows windows;
  private final Scaling inputScaling;
  private final Scaling targetScaling;
  private final double[] naiveErrors;

  ForecastTask(Task.Forecast task, ForecastSeries series) {
    this.task = task;
    columns = series.values();
    targets = task.columns().targets().size();
    transform = WindowTransform.of(task.transform());
    windows = new ForecastWindows(task, series.rows());
    inputScaling = fitInputs();
    targetScaling = fitTargets();
    naiveErrors = naiveErrors();
  }

  private Scaling fitInputs() {
    Scaling.Fit fit = new Scaling.Fit(columns.length);
    for (int origin : windows.origins(Part.TRAINING)) {
      for (int row = origin - task.window() + 1; row <= origin; row++) {
        for (int column = 0; column < columns.length; column++) {
          fit.add(column, input(column, origin, row));
        }
      }
    }
    return fit.finish();
  }

  private Scaling fitTargets() {
    Scaling.Fit fit = new Scaling.Fit(targets);
    for (int origin : windows.origins(Part.TRAINING)) {
      for (int row = origin + 1; row <= origin + task.horizon(); row++) {
        for (int target = 0; target < targets; target++) {
          fit.add(target, transform.target(columns[target], origin, row));
        }
      }
    }
    return fit.finish();
  }

  /** Mean absolute change over a season (over one row where there is none) in the training part. */
  private double[] naiveErrors() {
    int season = task.season().orElse(1);
    double[] errors = new double[targets];
    for (int target = 0; target < targets; target++) {
      double[] column = columns[target];
      errors[target] =
          IntStream.range(season, windows.trainingRows())
              .mapToDouble(row -> Math.abs(column[row] - column[row - season]))
              .average()
              .orElse(0);
    }
    return errors;
  }

  private double input(int column, int origin, int row) {
    return column < targets ? transform.input(columns[column], origin, row) : columns[column][row];
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public NetworkShape shape() {
    return NetworkShape.of(task, task.window());
  }

  @Override
  public long bytes() {
    return (long) columns.length * columns[0].length * Double.BYTES;
  }

  @Override
  public Map<String, Scaling> scalings() {
    return Map.of("inputs", inputScaling, "targets", targetScaling);
  }

  @Override
  public Iterable<Batch> trainingBatches(int batchSize, UniformRandomProvider shuffling) {
    int[] origins = windows.origins(Part.TRAINING);
    BatchOrder.shuffle(origins, shuffling);
    List<int[]> chunks = BatchOrder.chunks(origins, batchSize);
    return () -> chunks.stream().map(this::batch).iterator();
  }

  private Batch batch(int[] origins) {
    int size = origins.length;
    float[] inputs = new float[task.window() * size * columns.length];
    float[] wanted = new float[size * task.horizon() * targets];
    for (int i = 0; i < size; i++) {
      int origin = origins[i];
      for (int step = 0; step < task.window(); step++) {
        for (int column = 0; column < columns.length; column++) {
          double value = input(column, origin, origin - task.window() + 1 + step);
          inputs[(step * size + i) * columns.length + column] = inputScaling.scale(column, value);
        }
      }
      for (int ahead = 1; ahead <= task.horizon(); ahead++) {
        for (int target = 0; target < targets; target++) {
          double value = transform.target(columns[target], origin, origin + ahead);
          wanted[output(i, ahead, target)] = targetScaling.scale(target, value);
        }
      }
    }
    return Batch.even(task.window(), size, inputs, wanted);
  }

  /** Where a prediction stands in the outputs of a batch [batch][ahead][target]. */
  private int output(int sequence, int ahead, int target) {
    return (sequence * task.horizon() + ahead - 1) * targets + target;
  }

  @Override
  public Evaluation evaluate(Part part, int batchSize, Predictor predictor) {
    ForecastErrors errors = new ForecastErrors(naiveErrors);
    for (int[] origins : BatchOrder.chunks(windows.origins(part), batchSize)) {
      float[] outputs = new float[origins.length * task.horizon() * targets];
      predictor.evaluate(batch(origins), outputs);
      for (int i = 0; i < origins.length; i++) {
        for (int target = 0; target < targets; target++) {
          double[] predicted = predicted(outputs, i, origins[i], target);
          add(errors, target, origins[i], predicted);
        }
      }
    }
    return errors.evaluation();
  }

  /** One window's predictions of a target [horizon] in original units. */
  private double[] predicted(float[] outputs, int sequence, int origin, int target) {
    double[] horizon = new double[task.horizon()];
    for (int ahead = 1; ahead <= horizon.length; ahead++) {
      horizon[ahead - 1] = targetScaling.invert(target, outputs[output(sequence, ahead, target)]);
    }
    transform.invert(horizon, columns[target][origin]);
    return horizon;
  }

  private void add(ForecastErrors errors, int target, int origin, double[] horizon) {
    for (int i = 0; i < horizon.length; i++) {
      errors.add(target, horizon[i], columns[target][origin + 1 + i]);
    }
  }

  @Override
  public List<Reference> references() {
    return NaiveForecast.of(task.season()).stream()
        .map(
            naive ->
                new Reference(naive.title(), rmse(naive, Part.VALIDATION), rmse(naive, Part.TEST)))
        .toList();
  }

  private double rmse(NaiveForecast naive, Part part) {
    ForecastErrors errors = new ForecastErrors(naiveErrors);
    double[] horizon = new double[task.horizon()];
    for (int origin : windows.origins(part)) {
      for (int target = 0; target < targets; target++) {
        double[] column = columns[target];
        Arrays.setAll(horizon, i -> naive.predict(column, origin, i + 1, task.season().orElse(1)));
        add(errors, target, origin, horizon);
      }
    }
    return errors.rmse();
  }
}
