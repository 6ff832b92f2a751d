package io.cellsearch.core.search;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Progressive successive halving (Bohdal et al. 2023, "PASHA: efficient HPO and NAS with
 * progressive resource allocation", ICLR): the promotion form whose last rung moves up only when
 * the two highest rungs disagree about the order of trials. Two orders agree if they differ only
 * between trials whose losses at the lower rung are closer than the noise. The noise is the 90 %
 * quantile of the distances of pairs whose curves cross at least twice.
 */
final class Pasha extends AshaPromotion {
  private static final double QUANTILE = 0.9;

  /** The newest trials with which a trial's curve is compared; more would say no more. */
  private static final int COMPARED = 100;

  private final Map<Integer, Curve> curves = new HashMap<>();
  private final List<Integer> arrived = new ArrayList<>();
  private final List<Double> distances = new ArrayList<>();
  private int top = 1;

  Pasha(StoppingSettings.Pasha settings, int most) {
    super(
        new StoppingSettings.AshaPromotion(settings.gracePeriod(), settings.reductionFactor()),
        most);
  }

  /** The highest level to which trials are promoted at present. */
  int lastLevel() {
    return levels().get(Math.min(top, levels().size() - 1));
  }

  @Override
  int highest() {
    return Math.min(top, levels().size() - 1) - 1;
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    if (Double.isFinite(loss)) {
      curves.computeIfAbsent(trial, unused -> new Curve()).add(spent, loss);
    }
    return super.reported(trial, spent, loss);
  }

  @Override
  void reached(int trial, int rung) {
    if (rung != top || top == levels().size() - 1) {
      return;
    }
    int from = Math.max(0, arrived.size() - COMPARED);
    for (int other : arrived.subList(from, arrived.size())) {
      compare(curve(trial), curve(other));
    }
    arrived.add(trial);
    if (!agree()) {
      top++;
      arrived.clear();
      distances.clear();
    }
  }

  private Curve curve(int trial) {
    return curves.getOrDefault(trial, new Curve());
  }

  private void compare(Curve one, Curve other) {
    one.noise(other)
        .ifPresent(
            distance -> {
              int found = Collections.binarySearch(distances, distance);
              distances.add(found < 0 ? -found - 1 : found, distance);
            });
  }

  /** The distance of losses that says nothing. */
  double noise() {
    if (distances.isEmpty()) {
      return 0;
    }
    double position = QUANTILE * (distances.size() - 1);
    int below = (int) position;
    int above = Math.min(below + 1, distances.size() - 1);
    return distances.get(below)
        + (position - below) * (distances.get(above) - distances.get(below));
  }

  private boolean agree() {
    Rung lower = rung(top - 1);
    List<Integer> now = ranked(rung(top)::score);
    List<Integer> before = ranked(lower::score);
    double noise = noise();
    for (int i = 0; i < now.size(); i++) {
      if (Math.abs(lower.score(now.get(i)) - lower.score(before.get(i))) > noise) {
        return false;
      }
    }
    return true;
  }

  /** The trials of the highest rung, best first by a loss. */
  private List<Integer> ranked(ToDoubleFunction<Integer> loss) {
    List<Integer> trials = new ArrayList<>();
    for (int trial : rung(top).ranked()) {
      trials.add(trial);
    }
    trials.sort(Comparator.comparingDouble(loss).thenComparingInt(trial -> trial));
    return trials;
  }

  @Override
  public void ended(int trial, TrialState state) {
    super.ended(trial, state);
    curves.remove(trial);
    arrived.remove(Integer.valueOf(trial));
  }
}
