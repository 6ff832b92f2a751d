package io.cellsearch.core.search;

import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.experiment.StoppingSettings.Asha;
import java.util.ArrayList;
import java.util.List;

/**
 * Several successive halvings side by side, from the boldest to the most patient (Li et al. 2018,
 * "Hyperband", JMLR 18). Bracket b has its first rung at grace · η^b of the resource; trials are
 * dealt to the brackets by weights that give each about the same share of the work. The brackets
 * are asynchronous, in the stopping form.
 */
final class Hyperband implements StoppingRule {
  private final List<AshaStopping> brackets = new ArrayList<>();
  private final List<Integer> deal;

  Hyperband(StoppingSettings.Hyperband settings, int most) {
    int grace = settings.gracePeriod();
    List<Integer> weights = weights(grace, most, settings.reductionFactor());
    for (int bracket = 0; bracket < weights.size(); bracket++) {
      brackets.add(
          new AshaStopping(new Asha(grace, settings.reductionFactor(), settings.variant()), most));
      grace = Math.multiplyExact(grace, settings.reductionFactor());
    }
    deal = deal(weights);
  }

  /**
   * ⌈n η^s / (s + 1)⌉ trials for bracket b, where n is the number of brackets and s = n − 1 − b. In
   * whole numbers throughout: a floating logarithm finds 4.999… brackets for 243 epochs.
   */
  static List<Integer> weights(int grace, int most, int reductionFactor) {
    int brackets = 1;
    for (long rung = (long) grace * reductionFactor; rung <= most; rung *= reductionFactor) {
      brackets++;
    }
    List<Integer> weights = new ArrayList<>();
    for (int s = brackets - 1; s >= 0; s--) {
      long trials = brackets;
      for (int i = 0; i < s; i++) {
        trials *= reductionFactor;
      }
      weights.add(Math.toIntExact((trials + s) / (s + 1)));
    }
    return List.copyOf(weights);
  }

  /**
   * The brackets of as many trials in a row as the weights add up to. Each goes to the bracket that
   * is furthest behind its share, so that any beginning is as even as it can be.
   */
  static List<Integer> deal(List<Integer> weights) {
    int total = weights.stream().mapToInt(Integer::intValue).sum();
    long[] behind = new long[weights.size()];
    List<Integer> deal = new ArrayList<>(total);
    for (int trial = 0; trial < total; trial++) {
      int next = 0;
      for (int bracket = 0; bracket < behind.length; bracket++) {
        behind[bracket] += weights.get(bracket);
        next = behind[bracket] > behind[next] ? bracket : next;
      }
      behind[next] -= total;
      deal.add(next);
    }
    return List.copyOf(deal);
  }

  /** The bracket of a trial, from 0; it depends on the trial's number alone. */
  int bracket(int trial) {
    return deal.get((trial - 1) % deal.size());
  }

  /** Those of the boldest bracket; the others have their rungs there too. */
  @Override
  public List<Integer> levels() {
    return brackets.get(0).levels();
  }

  @Override
  public int started(int trial) {
    return brackets.get(bracket(trial)).started(trial);
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    return brackets.get(bracket(trial)).reported(trial, spent, loss);
  }
}
