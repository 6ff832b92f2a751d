package io.cellsearch.core.simulation;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;

/**
 * An experiment whose search learns nothing. Where losses do not depend on the configuration, a
 * model costs time and changes nothing.
 */
final class Blind {
  private Blind() {}

  /** The same experiment with random suggestions in the place of a model's. */
  static ExperimentSpec of(ExperimentSpec spec) {
    return new ExperimentSpec(
        spec.name(),
        spec.labels(),
        spec.task(),
        spec.metric(),
        spec.space(),
        search(spec.search()),
        spec.earlyStopping(),
        spec.limits(),
        spec.retry(),
        spec.resources(),
        spec.cells());
  }

  private static SearchSettings search(SearchSettings settings) {
    if (settings instanceof SearchSettings.Ladder ladder) {
      return new SearchSettings.Ladder(
          ladder.seed(), Model.RANDOM, ladder.firstRung(), ladder.finalists(), ladder.maxTime());
    }
    if (settings instanceof SearchSettings.PointsFirst first) {
      return new SearchSettings.PointsFirst(first.points(), search(first.then()));
    }
    // A grid has an end, which counts.
    return settings instanceof SearchSettings.Grid
        ? settings
        : new SearchSettings.Random(settings.seed());
  }
}
