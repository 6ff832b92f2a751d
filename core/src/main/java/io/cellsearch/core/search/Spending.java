package io.cellsearch.core.search;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Resource;
import java.util.List;

/** What trials spend of an experiment's resource, as their reports tell it. */
final class Spending {
  private final Resource resource;
  private final int maxEpochs;
  private final List<Integer> levels;

  /**
   * @param levels where trials are compared, rising
   */
  Spending(ExperimentSpec spec, List<Integer> levels) {
    this.resource = spec.resource();
    this.maxEpochs = spec.maxEpochs();
    this.levels = levels;
  }

  /** What a trial had spent with the epoch of a report, in the attempt that made it. */
  double of(SearchEvent.Reported report) {
    return resource == Resource.EPOCHS ? report.epoch() : report.seconds().orElseThrow();
  }

  /**
   * Whether a report tells of more than is known: of a later epoch, or of more time. A worker that
   * is slower than the last may come to a rung with an epoch that is known, and must hear there
   * that it pauses.
   */
  boolean isNews(Trial trial, SearchEvent.Reported report) {
    return report.epoch() > trial.epoch()
        || resource == Resource.TIME && of(report) > trial.spent();
  }

  /**
   * A trial takes in a report that is news. Its time does not go back: epochs that a faster worker
   * trains again cost what they did.
   *
   * @param loss smaller is better
   */
  void take(Trial trial, SearchEvent.Reported report, double loss) {
    if (resource == Resource.EPOCHS) {
      trial.reported(report.epoch(), loss);
      return;
    }
    double spent = Math.max(trial.spent(), of(report));
    int passed = 0;
    while (passed < levels.size() && levels.get(passed) <= spent) {
      passed++;
    }
    trial.reported(report.epoch(), spent, passed, loss);
  }

  /**
   * Whether a trial is at its end with an epoch whatever a rule says: its last one, however little
   * time it took. Rules that count epochs know their end.
   */
  boolean isAtItsEnd(SearchEvent.Reported report) {
    return resource == Resource.TIME
        && report.epoch() >= maxEpochs
        && Double.isFinite(report.loss());
  }
}
