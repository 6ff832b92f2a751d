package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.core.comparison.Confirmation;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.leaderboard.Entry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The confirmed configurations of an experiment. */
record Confirmations(List<Confirmation> all) {

  /** What the repetitions among an experiment's trials confirm. */
  static Confirmations of(List<TrialRecord> trials) {
    return new Confirmations(
        Confirmation.of(trials.stream().flatMap(trial -> trial.repeated().stream()).toList()));
  }

  /** That of a trial of the search. */
  Optional<Confirmation> of(int trial) {
    return all.stream().filter(each -> each.trial() == trial).findFirst();
  }

  /**
   * The trial that an ended experiment declares its winner: by the mean test loss where it
   * confirms, else the one that was evaluated.
   */
  OptionalInt winner(Goal goal, List<Entry> entries) {
    if (all.isEmpty()) {
      return entries.stream()
          .filter(entry -> entry.testLoss().isPresent())
          .mapToInt(entry -> entry.trial().number())
          .findFirst();
    }
    return Confirmation.winner(goal, all)
        .map(winner -> OptionalInt.of(winner.trial()))
        .orElse(OptionalInt.empty());
  }
}
