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
 * best that in the long run promotions cost as much as the first pieces of new trials, and no more
 * than successive halving would. A trial's score at a rung adds the gain of its last octave once
 * more, since curves that still fall go on falling. The trials of a random start buy no promotions:
 * they are there to teach the sampler, whose trials will outrank them.
 *
 * <p>While a trial is trained from one rung to the next, others come that may outrank it. Once it
 * would not be promoted any more it pauses where it is, and waits to be promoted anew.
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
  private final List<Integer> levels;
  private final List<Rung> rungs = new ArrayList<>();
  private final TreeMap<Integer, Climb> live = new TreeMap<>();
  private final TreeSet<Integer> diverged = new TreeSet<>();
  private final TreeSet<Integer> pending = new TreeSet<>();
  private final Guard guard;
  private final Quotas quotas;
  private Optional<int[]> order = Optional.empty();

  /**
   * @param most what a trial spends until its end: epochs, or seconds
   * @param randomStart trials that the sampler begins with before it has learned anything; these
   *     buy no promotions
   */
  Ladder(SearchSettings.Ladder settings, int most, int randomStart) {
    this.randomStart = randomStart;
    finalists = settings.finalists();
    levels = Rungs.upTo(most, settings.firstRung(), RATIO);
    levels.forEach(rung -> rungs.add(new Rung()));
    guard = new Guard(levels.size());
    quotas = new Quotas(levels);
  }

  /** Where trials pause; the last level ends a trial. */
  @Override
  public List<Integer> levels() {
    return levels;
  }

  /** Where new trials pause. */
  int firstLevel() {
    return levels.get(guard.base());
  }

  /**
   * The c of the quotas ⌊trials / (c · level)⌋ at which promotions cost as much as first pieces.
   */
  double costOfPromotions() {
    return quotas.cost();
  }

  private int last() {
    return levels.size() - 1;
  }

  @Override
  public int started(int trial) {
    Climb climb = new Climb(levels);
    climb.target(levels.get(guard.base()));
    live.put(trial, climb);
    pending.add(trial);
    return climb.target();
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    Climb climb = live.get(trial);
    if (climb == null || !Double.isFinite(loss)) {
      diverged(trial);
      return Verdict.STOP;
    }
    int before = climb.reached();
    climb.reported(spent, loss);
    for (int k = before; k < climb.reached(); k++) {
      enter(trial, climb, k, loss);
    }
    boolean pauses = climb.rests() || isOutranked(trial, climb);
    return pauses && spent < levels.get(last()) ? Verdict.PAUSE : Verdict.GO_ON;
  }

  /** Whether others have taken the place that it was promoted from; it is let go then. */
  private boolean isOutranked(int trial, Climb climb) {
    int rung = climb.reached() - 1;
    if (rung < guard.base() || climb.isFinalist()) {
      return false;
    }
    if (rungs.get(rung).place(trial) < quota(rung)) {
      return false;
    }
    climb.interrupted();
    rungs.get(rung).reopen(trial);
    return true;
  }

  private int quota(int rung) {
    int heard = rungs.get(guard.base()).size() + diverged.size();
    return quotas.of(rung, heard - randomStart);
  }

  private void enter(int trial, Climb climb, int rung, double loss) {
    rungs.get(rung).add(trial, climb.score(rung));
    if (rung > 0) {
      rungs.get(rung - 1).close(trial);
    }
    if (climb.target() > levels.get(rung)) {
      rungs.get(rung).close(trial);
    }
    if (rung >= guard.base()) {
      pending.remove(trial);
    }
    if (rung == guard.base()) {
      quotas.came(climb.spent());
    }
    order = Optional.empty();
    if (guard.reached(trial, rung, loss)) {
      moveBase();
    }
  }

  /** Trials that pause below a base that has moved up are left there until it moves back. */
  private void moveBase() {
    quotas.startAt(guard.base());
    pending.clear();
    live.forEach(
        (trial, climb) -> {
          if (climb.target() >= firstLevel() && climb.reached() <= guard.base()) {
            pending.add(trial);
          }
        });
  }

  private void diverged(int trial) {
    diverged.add(trial);
    leave(trial);
  }

  private void leave(int trial) {
    end(trial);
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
      if (state == TrialState.COMPLETED) {
        standAsItEnded(trial);
      }
      end(trial);
      rungs.forEach(rung -> rung.close(trial));
    }
  }

  private void end(int trial) {
    live.remove(trial);
    pending.remove(trial);
  }

  /** One whose end came before the rung at which new trials pause is compared there. */
  private void standAsItEnded(int trial) {
    Climb climb = live.get(trial);
    if (climb != null && Double.isFinite(climb.lowest())) {
      for (int k = climb.reached(); k <= guard.base(); k++) {
        climb.endedBefore(k);
        enter(trial, climb, k, climb.lowest());
      }
    }
  }

  @Override
  public Optional<Promotion> promotion(boolean canStart) {
    for (int k = last() - 1; k >= guard.base(); k--) {
      Optional<Integer> best = rungs.get(k).best(quota(k));
      if (best.isPresent()) {
        return Optional.of(new Promotion(best.get(), levels.get(k + 1)));
      }
    }
    return canStart ? Optional.empty() : climbing();
  }

  /** One of the best that does not run and is not at its end. */
  private Optional<Promotion> climbing() {
    int[] order = order();
    for (int i = 0; i < Math.min(finalists, order.length); i++) {
      Climb climb = live.get(order[i]);
      if (climb != null && climb.rests() && climb.reached() <= last()) {
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
    int rung = climb.reached() - 1;
    boolean bought = rungs.get(rung).place(promotion.trial()) < quota(rung);
    climb.promoted(promotion.target(), !bought);
    rungs.get(rung).close(promotion.trial());
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
