package io.cellsearch.core.search;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The median rule (Golovin et al. 2017, "Google Vizier", KDD, in the form of Optuna's
 * MedianPruner): a trial stops when its best loss so far is worse than the median of the completed
 * trials' losses at the same epoch.
 */
final class MedianStopping implements StoppingRule {
  private final StoppingSettings.Median settings;
  private final int maxEpochs;
  private final Map<Integer, Curve> live = new HashMap<>();
  private final Map<Integer, List<Double>> sortedByEpoch = new HashMap<>();
  private int completed;

  /** The losses of a trial that has not ended. */
  private static final class Curve {
    private final List<Integer> epochs = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private double best = Double.POSITIVE_INFINITY;
  }

  MedianStopping(StoppingSettings.Median settings, int maxEpochs) {
    this.settings = settings;
    this.maxEpochs = maxEpochs;
  }

  @Override
  public int started(int trial) {
    return maxEpochs;
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    if (!Double.isFinite(loss)) {
      return Verdict.STOP;
    }
    int epoch = (int) spent;
    Curve curve = live.computeIfAbsent(trial, unused -> new Curve());
    curve.epochs.add(epoch);
    curve.losses.add(loss);
    curve.best = Math.min(curve.best, loss);
    List<Double> others = sortedByEpoch.getOrDefault(epoch, List.of());
    boolean judged =
        completed >= settings.startupTrials()
            && epoch > settings.warmupEpochs()
            && !others.isEmpty();
    return judged && curve.best > median(others) ? Verdict.STOP : Verdict.GO_ON;
  }

  @Override
  public void ended(int trial, TrialState state) {
    Curve curve = live.remove(trial);
    if (state != TrialState.COMPLETED || curve == null) {
      return;
    }
    completed++;
    for (int i = 0; i < curve.epochs.size(); i++) {
      List<Double> sorted =
          sortedByEpoch.computeIfAbsent(curve.epochs.get(i), unused -> new ArrayList<>());
      int found = Collections.binarySearch(sorted, curve.losses.get(i));
      sorted.add(found < 0 ? -found - 1 : found, curve.losses.get(i));
    }
  }

  private static double median(List<Double> sorted) {
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
