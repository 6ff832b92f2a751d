package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import org.jspecify.annotations.Nullable;

/** What the reports of a trial's last attempt add up to: as it is stored, and with further ones. */
final class ReportSum {
  private final int sign;
  private final double keptSeconds;
  private int epochs;
  private double seconds;
  private int bestEpoch;
  private @Nullable Double best;

  /**
   * What is stored.
   *
   * @param sign 1 where a small loss is good, else -1
   * @param keptSeconds what the epochs took that the attempt took over from earlier ones
   * @param epochs the last one that was reported
   * @param best null where no loss was finite
   */
  ReportSum(
      int sign,
      double keptSeconds,
      int epochs,
      double seconds,
      int bestEpoch,
      @Nullable Double best) {
    this.sign = sign;
    this.keptSeconds = keptSeconds;
    this.epochs = epochs;
    this.seconds = seconds;
    this.bestEpoch = bestEpoch;
    this.best = best;
  }

  /** Adds a report; a loss that is not finite is never better. */
  void add(EpochReport report) {
    if (report.epoch() > epochs) {
      epochs = report.epoch();
      seconds = seconds(report);
    }
    Double loss = Columns.finite(report.validationLoss());
    if (loss != null && (best == null || sign * loss < sign * best)) {
      best = loss;
      bestEpoch = report.epoch();
    }
  }

  /** The time of all epochs up to a report's. */
  double seconds(EpochReport report) {
    return keptSeconds + report.seconds();
  }

  int epochs() {
    return epochs;
  }

  double seconds() {
    return seconds;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  @Nullable Double best() {
    return best;
  }
}
