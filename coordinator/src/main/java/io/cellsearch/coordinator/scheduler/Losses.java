package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The validation losses of a trial's epochs that count, and the best of them. */
final class Losses {
  private final Goal goal;
  private final TreeMap<Integer, Double> byEpoch = new TreeMap<>();
  private int epochs;
  private int bestEpoch;
  private OptionalDouble best = OptionalDouble.empty();

  Losses(Goal goal) {
    this.goal = goal;
  }

  /** Takes up what is stored; one that was not finite is none there. */
  void restore(List<CurvePoint> curve) {
    curve.forEach(point -> add(point.epoch(), point.validationLoss().orElse(Double.NaN)));
  }

  /** Takes up the results of a trial that has ended. */
  void restore(int epochs, int bestEpoch, OptionalDouble best) {
    this.epochs = epochs;
    this.bestEpoch = bestEpoch;
    this.best = best;
  }

  /** The next epoch is over. */
  void add(int epoch, double loss) {
    byEpoch.put(epoch, loss);
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
    TreeMap<Integer, Double> kept = new TreeMap<>(byEpoch.headMap(epoch, true));
    byEpoch.clear();
    restore(0, 0, OptionalDouble.empty());
    kept.forEach(this::add);
  }

  /** The trial has ended: its single epochs are not needed any more. */
  void close() {
    byEpoch.clear();
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
