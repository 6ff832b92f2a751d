package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.leaderboard.Entry;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import java.util.Optional;
import java.util.OptionalDouble;

/** A trial of a running experiment, as far as decisions need it. */
final class TrialRun {
  private final TrialId id;
  private final Configuration configuration;
  private final long seed;
  private TrialProgress progress = TrialProgress.NEW;
  private int lastStep;
  private int epochs;
  private int bestEpoch;
  private OptionalDouble bestLoss = OptionalDouble.empty();
  private Optional<String> model = Optional.empty();

  /** It was in a runner that crashed with others: until it is cleared, it runs alone. */
  private boolean suspect;

  TrialRun(TrialId id, Configuration configuration, long seed) {
    this.id = id;
    this.configuration = configuration;
    this.seed = seed;
  }

  /** The trial as it was stored. */
  static TrialRun restored(StoredTrial stored) {
    TrialRun trial =
        new TrialRun(
            stored.record().trial(), stored.record().configuration(), stored.record().seed());
    trial.progress = stored.record().progress();
    trial.lastStep = stored.lastStep();
    trial.epochs = stored.record().epochs();
    trial.bestEpoch = stored.record().bestEpoch();
    trial.bestLoss = stored.record().bestValidationLoss();
    trial.model = stored.record().model();
    trial.suspect = stored.suspect();
    return trial;
  }

  TrialId id() {
    return id;
  }

  int number() {
    return id.number();
  }

  Configuration configuration() {
    return configuration;
  }

  long seed() {
    return seed;
  }

  TrialProgress progress() {
    return progress;
  }

  /** Its current or last attempt. */
  AttemptId attempt() {
    return new AttemptId(id, progress.attempt());
  }

  int lastStep() {
    return lastStep;
  }

  int epochs() {
    return epochs;
  }

  OptionalDouble bestLoss() {
    return bestLoss;
  }

  Optional<String> model() {
    return model;
  }

  boolean suspect() {
    return suspect;
  }

  /** Its next attempt begins: what it reported before no longer counts. */
  void assigned() {
    progress = progress.assigned();
    lastStep = 0;
    epochs = 0;
    bestEpoch = 0;
    bestLoss = OptionalDouble.empty();
    model = Optional.empty();
  }

  /** Takes in the next report of its attempt. */
  void reported(EpochReport report, Goal goal, Decision out) {
    out.write(new StoreCommand.AddReport(id, progress.attempt(), report));
    lastStep = report.step();
    epochs = report.epoch();
    double loss = report.validationLoss();
    if (Double.isFinite(loss) && isBetter(loss, goal)) {
      bestLoss = OptionalDouble.of(loss);
      bestEpoch = report.epoch();
    }
    show(OptionalDouble.of(loss), out);
  }

  private boolean isBetter(double loss, Goal goal) {
    return bestLoss.isEmpty()
        || (goal == Goal.MINIMIZE ? loss < bestLoss.getAsDouble() : loss > bestLoss.getAsDouble());
  }

  /** Takes in the end of its attempt. A lost worker shows nothing about the trial. */
  void ended(AttemptEnd end, Optional<Outcome> outcome, TrialProgress after, Decision out) {
    out.write(new StoreCommand.EndAttempt(id, after.attempt(), end, outcome, after, out.at()));
    progress = after;
    suspect =
        end instanceof AttemptEnd.RunnerCrashed || suspect && end instanceof AttemptEnd.WorkerLost;
    if (outcome.orElse(null) instanceof Outcome.Trained trained) {
      model = trained.model();
    }
  }

  /** It waited, and will not run any more. */
  void cancelled(Decision out) {
    progress = progress.cancelled();
    out.write(new StoreCommand.UpdateTrial(id, progress));
  }

  /** Tells the pages where it stands, with a loss where there is a new one to see. */
  void show(OptionalDouble loss, Decision out) {
    out.publish(new LiveEvent.TrialChanged(id, progress.state(), epochs, loss));
  }

  /** The trial as the leaderboard ranks it; time and worker do not matter there. */
  Entry entry() {
    return new Entry(
        id,
        progress.state(),
        configuration,
        epochs,
        bestEpoch,
        bestLoss,
        OptionalDouble.empty(),
        0,
        Optional.empty());
  }
}
