package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.EpochReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of a trial's last training attempt add up to: as it is stored, and with further
 * ones.
 */
final class ReportSum {
  private final int sign;
  private final double keptSeconds;
  private int epochs;
  private double seconds;
  private int bestEpoch;
  private @Nullable Double best;
  private int steps;
  private @Nullable Long lastReport;

  /**
   * What is stored.
   *
   * @param sign 1 where a small loss is good, else -1
   * @param keptSeconds what the epochs took that the attempt took over from earlier ones
   * @param epochs the last one that was reported
   * @param best null where no loss was finite
   * @param steps the greatest that the attempt reported; 0 where there was none
   * @param lastReport under which the trial's last report is kept, from whichever attempt; null
   *     where there was none
   */
  ReportSum(
      int sign,
      double keptSeconds,
      int epochs,
      double seconds,
      int bestEpoch,
      @Nullable Double best,
      int steps,
      @Nullable Long lastReport) {
    this.sign = sign;
    this.keptSeconds = keptSeconds;
    this.epochs = epochs;
    this.seconds = seconds;
    this.bestEpoch = bestEpoch;
    this.best = best;
    this.steps = steps;
    this.lastReport = lastReport;
  }

  /**
   * Adds a report; a loss that is not finite is never better.
   *
   * @param id under which it is kept
   */
  void add(EpochReport report, long id) {
    steps = Math.max(steps, report.step());
    lastReport = id;
    if (report.epoch() > epochs) {
      epochs = report.epoch();
      seconds = seconds(report);
    }
    if (Double.isFinite(report.validationLoss())) {
      compare(report.validationLoss(), report.epoch());
    }
  }

  /**
   * What the trial's next attempt begins with.
   *
   * @param kept what it takes over: a report of each epoch before its first, in their order
   */
  ReportSum next(List<CurvePoint> kept) {
    double time = kept.stream().mapToDouble(CurvePoint::seconds).max().orElse(0);
    ReportSum next = new ReportSum(sign, time, kept.size(), time, 0, null, 0, lastReport);
    kept.forEach(
        point -> point.validationLoss().ifPresent(loss -> next.compare(loss, point.epoch())));
    return next;
  }

  private void compare(double loss, int epoch) {
    if (best == null || sign * loss < sign * best) {
      best = loss;
      bestEpoch = epoch;
    }
  }

  /** The time of all epochs up to a report's. */
  double seconds(EpochReport report) {
    return keptSeconds + report.seconds();
  }

  double keptSeconds() {
    return keptSeconds;
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

  int steps() {
    return steps;
  }

  @Nullable Long lastReport() {
    return lastReport;
  }
}
