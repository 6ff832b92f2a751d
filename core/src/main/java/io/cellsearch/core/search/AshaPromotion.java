package io.cellsearch.core.search;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asynchronous successive halving in its promotion form (Li et al. 2020, algorithm 2): a trial
 * pauses at every rung. A free slot looks for the best trial that is among the top 1/η of its rung
 * and was not promoted from there, from the highest rung down; only where there is none, a new
 * trial begins.
 *
 * <p>Beyond the paper: when no new trial can be started, none is promotable and none runs, the best
 * trial of the highest rung goes on if none has completed: a search has a completed trial.
 */
class AshaPromotion implements StoppingRule {
  private final int reductionFactor;
  private final List<Integer> levels;
  private final List<Rung> rungs = new ArrayList<>();
  private final Map<Integer, Progress> live = new HashMap<>();
  private int underWay;
  private boolean completed;

  /** How far a trial has come, and how far it may go. */
  private static final class Progress {
    private double spent;
    private int passed;
    private int target;

    private boolean rests() {
      return spent >= target;
    }
  }

  AshaPromotion(StoppingSettings.AshaPromotion settings, int most) {
    reductionFactor = settings.reductionFactor();
    levels = Rungs.upTo(most, settings.gracePeriod(), reductionFactor);
    levels.forEach(rung -> rungs.add(new Rung()));
  }

  /** Where trials pause; the last level ends a trial. */
  @Override
  public final List<Integer> levels() {
    return levels;
  }

  final Rung rung(int index) {
    return rungs.get(index);
  }

  /** The highest rung from which trials are promoted. */
  int highest() {
    return rungs.size() - 2;
  }

  @Override
  public final int started(int trial) {
    Progress progress = new Progress();
    progress.target = levels.get(0);
    live.put(trial, progress);
    underWay++;
    return progress.target;
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    Progress progress = live.get(trial);
    if (progress == null || !Double.isFinite(loss)) {
      return Verdict.STOP;
    }
    boolean rested = progress.rests();
    progress.spent = spent;
    underWay -= !rested && progress.rests() ? 1 : 0;
    // A report past a rung counts for each rung passed.
    while (progress.passed < rungs.size() && levels.get(progress.passed) <= spent) {
      enter(trial, progress, loss);
    }
    boolean pauses = progress.rests() && progress.passed < rungs.size();
    return pauses ? Verdict.PAUSE : Verdict.GO_ON;
  }

  private void enter(int trial, Progress progress, double loss) {
    int rung = progress.passed++;
    rungs.get(rung).add(trial, loss);
    if (rung > 0) {
      rungs.get(rung - 1).close(trial);
    }
    if (progress.target > levels.get(rung)) {
      rungs.get(rung).close(trial);
    }
    reached(trial, rung);
  }

  /** A trial has come to a rung. */
  void reached(int trial, int rung) {}

  @Override
  public void ended(int trial, TrialState state) {
    Progress progress = live.remove(trial);
    underWay -= progress != null && !progress.rests() ? 1 : 0;
    for (Rung rung : rungs) {
      if (state == TrialState.COMPLETED || state == TrialState.STOPPED) {
        rung.close(trial);
      } else {
        rung.remove(trial);
      }
    }
    completed |= state == TrialState.COMPLETED;
  }

  @Override
  public final Optional<Promotion> promotion(boolean canStart) {
    for (int k = highest(); k >= 0; k--) {
      int next = levels.get(k + 1);
      Optional<Integer> best = rungs.get(k).best(rungs.get(k).size() / reductionFactor);
      if (best.isPresent()) {
        return Optional.of(new Promotion(best.get(), next));
      }
    }
    return canStart || completed || underWay > 0 ? Optional.empty() : last();
  }

  private Optional<Promotion> last() {
    for (int k = rungs.size() - 2; k >= 0; k--) {
      for (int trial : rungs.get(k).ranked()) {
        if (live.containsKey(trial)) {
          return Optional.of(new Promotion(trial, levels.get(k + 1)));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public final void promoted(Promotion promotion) {
    Progress progress = live.get(promotion.trial());
    if (progress == null) {
      throw new IllegalStateException("trial " + promotion.trial() + " has ended");
    }
    underWay += progress.rests() ? 1 : 0;
    progress.target = promotion.target();
    for (int k = 0; k < rungs.size() && levels.get(k) < promotion.target(); k++) {
      rungs.get(k).close(promotion.trial());
    }
  }
}
