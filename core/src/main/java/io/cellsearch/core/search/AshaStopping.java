package io.cellsearch.core.search;

import io.cellsearch.core.experiment.StoppingSettings.Asha;
import io.cellsearch.core.experiment.StoppingSettings.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asynchronous successive halving in its stopping form (Li et al. 2020, "A system for massively
 * parallel hyperparameter tuning", MLSys). Rungs stand at grace · η^k of the resource. At a rung a
 * trial's loss joins those before it, and the trial goes on only among the best 1/η. Two published
 * rules differ in what that means, see {@link Variant}; SEARCH.md has the golden values.
 */
final class AshaStopping implements StoppingRule {
  private final int most;
  private final int reductionFactor;
  private final Variant variant;
  private final List<Integer> rungs;
  private final List<List<Double>> losses = new ArrayList<>();
  private final Map<Integer, Integer> passed = new HashMap<>();

  AshaStopping(Asha settings, int most) {
    this.most = most;
    reductionFactor = settings.reductionFactor();
    variant = settings.variant();
    rungs = Rungs.below(most, settings.gracePeriod(), reductionFactor);
    rungs.forEach(rung -> losses.add(new ArrayList<>()));
  }

  @Override
  public List<Integer> levels() {
    return rungs;
  }

  @Override
  public int started(int trial) {
    return most;
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    if (!Double.isFinite(loss)) {
      return Verdict.STOP;
    }
    boolean goesOn = true;
    int rung = passed.getOrDefault(trial, 0);
    // A report past a rung counts for each rung passed.
    for (; rung < rungs.size() && rungs.get(rung) <= spent; rung++) {
      goesOn &= isAmongTheBest(losses.get(rung), loss);
    }
    passed.put(trial, rung);
    return goesOn ? Verdict.GO_ON : Verdict.STOP;
  }

  private boolean isAmongTheBest(List<Double> sorted, double loss) {
    int found = Collections.binarySearch(sorted, loss);
    sorted.add(found < 0 ? -found - 1 : found, loss);
    return switch (variant) {
      // Optuna's SuccessiveHalvingPruner: the k-th best, k = max(n / η, 1), own value included
      case OPTUNA -> loss <= sorted.get(Math.max(sorted.size() / reductionFactor - 1, 0));
      // Syne Tune's stopping rule: the linear 1/η quantile, own value included; the first one goes
      // on
      case QUANTILE -> sorted.size() < 2 || loss <= quantile(sorted, 1.0 / reductionFactor);
    };
  }

  private static double quantile(List<Double> sorted, double share) {
    double position = share * (sorted.size() - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
  }
}
