package io.cellsearch.training.task;

import io.cellsearch.core.trial.Metrics;
import java.util.Map;
import java.util.TreeMap;

/**
 * The errors of forecasts, in original units over all horizon steps and targets: mse, mae, rmse,
 * and mase (Hyndman and Koehler 2006: the mean absolute error of a target divided by that of the
 * naive forecast on the training part, averaged over targets). The loss is the rmse.
 */
final class ForecastErrors {
  private final double[] naiveErrors;
  private final double[] absolute;
  private double squares;
  private long count;

  /**
   * @param naiveErrors [target]: the naive forecast's mean absolute error on the training part
   */
  ForecastErrors(double[] naiveErrors) {
    this.naiveErrors = naiveErrors.clone();
    absolute = new double[naiveErrors.length];
  }

  void add(int target, double predicted, double actual) {
    double error = predicted - actual;
    squares += error * error;
    absolute[target] += Math.abs(error);
    count++;
  }

  double rmse() {
    return Math.sqrt(squares / count);
  }

  /** The mase is left out where the naive forecast of a target makes no error to compare with. */
  Evaluation evaluation() {
    Map<String, Double> metrics = new TreeMap<>();
    double sum = 0;
    double scaled = 0;
    for (int target = 0; target < absolute.length; target++) {
      sum += absolute[target];
      double mean = absolute[target] / (count / absolute.length);
      scaled += mean / naiveErrors[target] / absolute.length;
    }
    metrics.put("mse", squares / count);
    metrics.put("mae", sum / count);
    metrics.put("rmse", rmse());
    if (Double.isFinite(scaled)) {
      metrics.put("mase", scaled);
    }
    return new Evaluation(rmse(), new Metrics(metrics));
  }
}
