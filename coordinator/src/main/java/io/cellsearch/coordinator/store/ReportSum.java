package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import org.jspecify.annotations.Nullable;

/** What reports of one attempt add up to, in their order. */
final class ReportSum {
  private final int sign;
  private final double keptSeconds;
  private int epoch;
  private double seconds;
  private int bestEpoch;
  private @Nullable Double best;

  /**
   * The sum of none.
   *
   * @param sign 1 where a small loss is good, else -1
   * @param keptSeconds what the epochs took that the attempt took over from earlier ones
   */
  ReportSum(int sign, double keptSeconds) {
    this.sign = sign;
    this.keptSeconds = keptSeconds;
  }

  /** Adds a report; a loss that is not finite is never better. */
  void add(EpochReport report) {
    epoch = report.epoch();
    seconds = seconds(report);
    Double loss = Columns.finite(report.validationLoss());
    if (loss != null && (best == null || sign * loss < sign * best)) {
      best = loss;
      bestEpoch = report.epoch();
    }
  }

  boolean isEmpty() {
    return epoch == 0;
  }

  /** The time of all epochs up to a report's. */
  double seconds(EpochReport report) {
    return keptSeconds + report.seconds();
  }

  int sign() {
    return sign;
  }

  int epoch() {
    return epoch;
  }

  double seconds() {
    return seconds;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  /** Null where no loss was finite. */
  @Nullable Double best() {
    return best;
  }

  /** The same so that less is better. */
  @Nullable Double signedBest() {
    return best == null ? null : Double.valueOf(sign * best);
  }
}
