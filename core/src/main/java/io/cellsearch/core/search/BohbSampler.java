package io.cellsearch.core.search;

import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * BOHB's sampler (Falkner et al. 2018, "BOHB: robust and efficient hyperparameter optimization at
 * scale", ICML, algorithm 2): a share of random points; the others by the ratio of the densities of
 * the good and the other trials at the highest rung with enough of them, P + 2 for P parameters.
 * The densities are those of {@code tpe}: groups of conditional parameters, truncated kernels, in
 * place of the paper's kernels, whose bandwidths know no bounds. A trial that diverges stands last
 * at the rung that it was on its way to.
 */
final class BohbSampler implements Sampler {
  private final SearchSettings.Bohb settings;
  private final RandomSampler random;
  private final TpeModel model;
  private final List<Integer> levels;
  private final List<Rung> rungs = new ArrayList<>();
  private final int fewest;
  private int modelled = -1;
  private TreeSet<Integer> others = new TreeSet<>();

  /**
   * @param levels the rungs, the end of a trial included
   */
  BohbSampler(
      SearchSettings.Bohb settings, SearchSpace space, Untried untried, List<Integer> levels) {
    this.settings = settings;
    this.levels = levels;
    random = new RandomSampler(space, settings.seed());
    model = new TpeModel(space, untried, settings.seed(), settings.candidates());
    levels.forEach(rung -> rungs.add(new Rung()));
    fewest = Axis.of(space).size() + 1;
  }

  /** The rung at whose losses the model looks; empty before there are enough. */
  Optional<Integer> modelledLevel() {
    return modelled < 0 ? Optional.empty() : Optional.of(levels.get(modelled));
  }

  @Override
  public Configuration suggest(int trial) {
    long chance =
        Seeds.child(
            Seeds.child(settings.seed(), trial, Purpose.CONFIGURATION),
            "random or not",
            Purpose.CONFIGURATION);
    boolean isRandom = Seeds.stream(chance).nextDouble() < settings.randomFraction();
    modelled = highest();
    if (modelled < 0 || isRandom) {
      return random.suggest(trial);
    }
    return model.suggest(trial, split(rungs.get(modelled).ranked()));
  }

  private int highest() {
    int rung = rungs.size() - 1;
    while (rung >= 0 && rungs.get(rung).size() <= fewest) {
      rung--;
    }
    return rung;
  }

  /** The good of a rung, at least P + 1 of them; all others of it are in the model afterwards. */
  private TreeSet<Integer> split(int[] ranked) {
    int count = Math.max(fewest, (int) (settings.topShare() * ranked.length));
    TreeSet<Integer> good = new TreeSet<>();
    TreeSet<Integer> rest = new TreeSet<>();
    for (int i = 0; i < ranked.length; i++) {
      (i < count ? good : rest).add(ranked[i]);
    }
    for (int trial : others) {
      if (!rest.contains(trial)) {
        model.leave(trial);
      }
    }
    for (int trial : rest) {
      if (!others.contains(trial)) {
        model.enter(trial);
      }
    }
    others = rest;
    return good;
  }

  @Override
  public void started(Trial trial) {
    model.know(trial);
  }

  @Override
  public void reported(Trial trial) {
    double loss = Double.isFinite(trial.last()) ? trial.last() : Double.POSITIVE_INFINITY;
    for (int rung = 0; rung < rungs.size(); rung++) {
      boolean reached = levels.get(rung) <= trial.spent();
      if (!rungs.get(rung).contains(trial.number()) && (reached || Double.isInfinite(loss))) {
        rungs.get(rung).add(trial.number(), loss);
        if (Double.isInfinite(loss)) {
          return;
        }
      }
    }
  }

  @Override
  public void learn(Trial trial) {
    if (trial.state() == TrialState.FAILED || trial.state() == TrialState.CANCELLED) {
      others.remove(trial.number());
      rungs.forEach(rung -> rung.remove(trial.number()));
      model.forget(trial.number());
    }
  }
}
