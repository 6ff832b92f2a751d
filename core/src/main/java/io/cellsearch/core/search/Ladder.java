package io.cellsearch.core.search;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The quota ladder: a new trial runs to the first rung and pauses; a rung promotes so many of its
 * best that in the long run promotions cost as many epochs as the first pieces of new trials, and
 * no more than successive halving would. A piece, from rung to rung, is not interrupted. A trial's
 * score at a rung adds the gain of its last octave of epochs once more, since curves that still
 * fall go on falling. The trials of a random start buy no promotions: they are there to teach the
 * sampler, whose trials will outrank them.
 *
 * <p>Where the losses at the first rung say nothing about those at the second, new trials pause one
 * rung later while that is so.
 *
 * <p>When no new trial can be started, the best of the order are trained to their ends.
 */
final class Ladder implements StoppingRule, Ranking {
  private static final int RATIO = 2;

  private final int finalists;
  private final int randomStart;
  private final List<Integer> epochs;
  private final List<Rung> rungs = new ArrayList<>();
  private final TreeMap<Integer, Climb> live = new TreeMap<>();
  private final TreeSet<Integer> diverged = new TreeSet<>();
  private final TreeSet<Integer> pending = new TreeSet<>();
  private final Guard guard;
  private Optional<int[]> order = Optional.empty();
  private double cost;

  /**
   * @param randomStart trials that the sampler begins with before it has learned anything; these
   *     buy no promotions
   */
  Ladder(SearchSettings.Ladder settings, int maxEpochs, int randomStart) {
    this.randomStart = randomStart;
    finalists = settings.finalists();
    epochs = Rungs.upTo(maxEpochs, settings.firstRung(), RATIO);
    epochs.forEach(rung -> rungs.add(new Rung()));
    guard = new Guard(epochs.size());
    cost = Rungs.costOfPromotions(epochs, guard.base());
  }

  /** The epochs at which trials pause; the last of them ends a trial. */
  List<Integer> epochs() {
    return epochs;
  }

  /** The epoch at which new trials pause. */
  int firstEpoch() {
    return epochs.get(guard.base());
  }

  /**
   * The c of the quotas ⌊trials / (c · epoch)⌋ at which promotions cost as much as first pieces.
   */
  double costOfPromotions() {
    return cost;
  }

  private int last() {
    return epochs.size() - 1;
  }

  @Override
  public int started(int trial) {
    Climb climb = new Climb(epochs);
    climb.target(epochs.get(guard.base()));
    live.put(trial, climb);
    pending.add(trial);
    return climb.target();
  }

  @Override
  public Verdict reported(int trial, int epoch, double loss) {
    Climb climb = live.get(trial);
    if (climb == null || !Double.isFinite(loss)) {
      diverged(trial);
      return Verdict.STOP;
    }
    int before = climb.reached();
    climb.reported(epoch, loss);
    for (int k = before; k < climb.reached(); k++) {
      enter(trial, climb, k, loss);
    }
    boolean pauses = epoch >= climb.target() && epoch < epochs.get(last());
    return pauses ? Verdict.PAUSE : Verdict.GO_ON;
  }

  private void enter(int trial, Climb climb, int rung, double loss) {
    rungs.get(rung).add(trial, climb.score(rung));
    if (rung > 0) {
      rungs.get(rung - 1).close(trial);
    }
    if (climb.target() > epochs.get(rung)) {
      rungs.get(rung).close(trial);
    }
    if (rung >= guard.base()) {
      pending.remove(trial);
    }
    order = Optional.empty();
    if (guard.reached(trial, rung, loss)) {
      moveBase();
    }
  }

  /** Trials that pause below a base that has moved up are left there until it moves back. */
  private void moveBase() {
    cost = Rungs.costOfPromotions(epochs, guard.base());
    pending.clear();
    live.forEach(
        (trial, climb) -> {
          if (climb.target() >= firstEpoch() && climb.reached() <= guard.base()) {
            pending.add(trial);
          }
        });
  }

  private void diverged(int trial) {
    diverged.add(trial);
    leave(trial);
  }

  private void leave(int trial) {
    live.remove(trial);
    pending.remove(trial);
    guard.leave(trial);
    order = Optional.empty();
    rungs.forEach(rung -> rung.remove(trial));
  }

  @Override
  public void ended(int trial, TrialState state) {
    if (state == TrialState.DIVERGED) {
      diverged(trial);
    } else if (state == TrialState.FAILED || state == TrialState.CANCELLED) {
      leave(trial);
    } else {
      live.remove(trial);
      pending.remove(trial);
      rungs.forEach(rung -> rung.close(trial));
    }
  }

  @Override
  public Optional<Promotion> promotion(boolean canStart) {
    int buyers = rungs.get(guard.base()).size() + diverged.size() - randomStart;
    for (int k = last() - 1; k >= guard.base(); k--) {
      int quota = (int) (Math.max(0, buyers) / (cost * epochs.get(k + 1)));
      Optional<Integer> best = rungs.get(k).best(quota);
      if (best.isPresent()) {
        return Optional.of(new Promotion(best.get(), epochs.get(k + 1)));
      }
    }
    return canStart ? Optional.empty() : climbing();
  }

  /** One of the best that does not run and is not at its end. */
  private Optional<Promotion> climbing() {
    int[] order = order();
    for (int i = 0; i < Math.min(finalists, order.length); i++) {
      Climb climb = live.get(order[i]);
      if (climb != null && climb.rests() && climb.target() < epochs.get(last())) {
        return Optional.of(new Promotion(order[i], climb.next()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void promoted(Promotion promotion) {
    Climb climb = live.get(promotion.trial());
    if (climb == null) {
      throw new IllegalStateException("trial " + promotion.trial() + " has ended");
    }
    climb.target(promotion.toEpoch());
    rungs.get(climb.reached() - 1).close(promotion.trial());
  }

  /**
   * By the score at the first rung; then, rung by rung, those that reached it are rearranged by
   * their scores there within the places that they hold.
   */
  @Override
  public int[] order() {
    if (order.isEmpty()) {
      order = Optional.of(Rung.rearranged(rungs.subList(guard.base(), rungs.size())));
    }
    return order.get().clone();
  }

  /** Where there is one rung alone, which is then the end of every trial. */
  @Override
  public Optional<double[]> losses() {
    return last() > 0
        ? Optional.empty()
        : Optional.of(IntStream.of(order()).mapToDouble(rungs.get(0)::score).toArray());
  }

  @Override
  public List<Integer> diverged() {
    return List.copyOf(diverged);
  }

  @Override
  public List<Integer> pending() {
    return List.copyOf(pending);
  }
}
