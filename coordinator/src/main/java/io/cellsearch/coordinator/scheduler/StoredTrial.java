package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.coordinator.store.TrialRecord;
import java.util.List;

/**
 * A trial as a restart finds it.
 *
 * @param curve the reports that count, by epoch; not needed of a trial that has ended
 * @param suspect whether it was in a runner that crashed, and nothing has cleared it since
 */
public record StoredTrial(TrialRecord record, List<CurvePoint> curve, boolean suspect) {

  public StoredTrial {
    curve = List.copyOf(curve);
  }

  /** The last stored report of its last attempt, 0 where there is none. */
  int lastStep() {
    return curve.stream()
        .filter(point -> point.attempt() == record.progress().attempt())
        .mapToInt(CurvePoint::step)
        .max()
        .orElse(0);
  }

  /** Training time of the epochs that its last attempt took over from earlier ones. */
  double secondsBefore() {
    return curve.stream()
        .filter(point -> point.attempt() != record.progress().attempt())
        .mapToDouble(CurvePoint::seconds)
        .max()
        .orElse(0);
  }
}
