package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The validation losses of a trial's epochs that count, the best of them, and their time. */
final class Losses {
  private final Goal goal;
  private final TreeMap<Integer, Point> byEpoch = new TreeMap<>();
  private int epochs;
  private int bestEpoch;
  private OptionalDouble best = OptionalDouble.empty();

  /** A loss, and the time of all epochs up to it. */
  private record Point(double loss, double seconds) {}

  Losses(Goal goal) {
    this.goal = goal;
  }

  /** Takes up what is stored; one that was not finite is none there. */
  void restore(List<CurvePoint> curve) {
    curve.forEach(
        point -> add(point.epoch(), point.validationLoss().orElse(Double.NaN), point.seconds()));
  }

  /** Takes up the results of a trial that has ended. */
  void restore(int epochs, int bestEpoch, OptionalDouble best) {
    this.epochs = epochs;
    this.bestEpoch = bestEpoch;
    this.best = best;
  }

  /**
   * The next epoch is over.
   *
   * @param seconds of all epochs up to it
   */
  void add(int epoch, double loss, double seconds) {
    byEpoch.put(epoch, new Point(loss, seconds));
    epochs = epoch;
    if (Double.isFinite(loss) && isBetter(loss)) {
      best = OptionalDouble.of(loss);
      bestEpoch = epoch;
    }
  }

  private boolean isBetter(double loss) {
    return best.isEmpty()
        || (goal == Goal.MINIMIZE ? loss < best.getAsDouble() : loss > best.getAsDouble());
  }

  /** An attempt goes on from an epoch: what was reported after it no longer counts. */
  void goOnFrom(int epoch) {
    TreeMap<Integer, Point> kept = new TreeMap<>(byEpoch.headMap(epoch, true));
    byEpoch.clear();
    restore(0, 0, OptionalDouble.empty());
    kept.forEach((at, point) -> add(at, point.loss(), point.seconds()));
  }

  /** The trial has ended: its single epochs are not needed any more. */
  void close() {
    byEpoch.clear();
  }

  /** The time of all epochs up to one; 0 before the first. */
  double seconds(int epoch) {
    return Optional.ofNullable(byEpoch.floorEntry(epoch))
        .map(entry -> entry.getValue().seconds())
        .orElse(0.0);
  }

  /** The last one. */
  int epochs() {
    return epochs;
  }

  /** The epoch of the best loss, 0 where there is none. */
  int bestEpoch() {
    return bestEpoch;
  }

  OptionalDouble best() {
    return best;
  }
}
