package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.store.TrialRecord;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.comparison.Confirmation;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.leaderboard.Entry;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Repetition;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import java.util.Optional;
import java.util.OptionalDouble;

/** A trial of a running experiment, as far as decisions need it. */
final class TrialRun {
  private final TrialId id;
  private final Configuration configuration;
  private final long seed;
  private TrialProgress progress = TrialProgress.NEW;
  private final Losses losses;
  private int lastStep;

  /** Training time of the epochs that its attempt took over from earlier ones. */
  private double secondsBefore;

  private Optional<String> model = Optional.empty();
  private Optional<StoredCheckpoint> checkpoint = Optional.empty();
  private Optional<Repetition> repeats = Optional.empty();
  private OptionalDouble testLoss = OptionalDouble.empty();

  /** It was in a runner that crashed with others: until it is cleared, it runs alone. */
  private boolean suspect;

  TrialRun(TrialId id, Configuration configuration, long seed, Goal goal) {
    this.id = id;
    this.losses = new Losses(goal);
    this.configuration = configuration;
    this.seed = seed;
  }

  /** A trial that trains the configuration of another one again. */
  static TrialRun repeating(TrialId id, TrialRun other, int repetition, long seed, Goal goal) {
    TrialRun trial = new TrialRun(id, other.configuration, seed, goal);
    trial.repeats = Optional.of(new Repetition(other.number(), repetition));
    return trial;
  }

  /** The trial as it was stored. */
  static TrialRun restored(StoredTrial stored, Goal goal) {
    TrialRecord record = stored.record();
    TrialRun trial = new TrialRun(record.trial(), record.configuration(), record.seed(), goal);
    trial.progress = record.progress();
    trial.lastStep = stored.lastStep();
    if (record.progress().state().terminal()) {
      trial.losses.restore(record.epochs(), record.bestEpoch(), record.bestValidationLoss());
    } else {
      trial.losses.restore(stored.curve());
      trial.secondsBefore = stored.secondsBefore();
    }
    trial.model = record.model();
    trial.checkpoint = record.checkpoint();
    trial.repeats = record.repeats();
    trial.testLoss = record.testLoss();
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

  /** The last epoch that counts. */
  int epochs() {
    return losses.epochs();
  }

  OptionalDouble bestLoss() {
    return losses.best();
  }

  /** What its next attempt goes on from. */
  Optional<StoredCheckpoint> checkpoint() {
    return checkpoint;
  }

  /** The epoch that its next attempt goes on from, 0 for the start. */
  int keptEpochs() {
    return checkpoint.map(StoredCheckpoint::epoch).orElse(0);
  }

  /** Training time of the epochs that its next attempt goes on from. */
  double keptSeconds() {
    return losses.seconds(keptEpochs());
  }

  /** Training time of all epochs that count. */
  double seconds() {
    return losses.seconds(epochs());
  }

  Optional<String> model() {
    return model;
  }

  /** The trial of the search that it trains again; empty for one of the search's own. */
  Optional<Repetition> repeats() {
    return repeats;
  }

  OptionalDouble testLoss() {
    return testLoss;
  }

  /** A repetition as it confirms the trial that it repeats. */
  Confirmation.Repeated repeated() {
    return new Confirmation.Repeated(
        number(), repeats.orElseThrow(), seed, progress.state(), testLoss);
  }

  /** Takes in its loss on the test part. */
  void tested(double loss) {
    testLoss = OptionalDouble.of(loss);
  }

  boolean suspect() {
    return suspect;
  }

  /** Its next attempt begins: what it reported after its checkpoint no longer counts. */
  void assigned() {
    progress = progress.assigned();
    lastStep = 0;
    losses.goOnFrom(keptEpochs());
    secondsBefore = keptSeconds();
    model = Optional.empty();
  }

  /** Takes in the next report of its attempt. */
  void reported(EpochReport report, Decision out) {
    out.write(new StoreCommand.AddReport(id, progress.attempt(), report));
    lastStep = report.step();
    losses.add(report.epoch(), report.validationLoss(), secondsBefore + report.seconds());
    show(OptionalDouble.of(report.validationLoss()), out);
  }

  /** Takes in a checkpoint of its attempt; false while a report is missing that comes before. */
  boolean checkpointed(StoredCheckpoint next, Decision out) {
    if (next.epoch() > losses.epochs()) {
      return false;
    }
    if (next.epoch() > keptEpochs()) {
      replaceCheckpoint(Optional.of(next), out);
    }
    return true;
  }

  private void replaceCheckpoint(Optional<StoredCheckpoint> next, Decision out) {
    out.write(new StoreCommand.SetCheckpoint(id, next));
    checkpoint.ifPresent(old -> out.discard(old.sha256()));
    checkpoint = next;
  }

  /** Takes in the end of its attempt. A lost worker shows nothing about the trial. */
  void ended(AttemptEnd end, Optional<Outcome> outcome, TrialProgress after, Decision out) {
    if (outcome.orElse(null) instanceof Outcome.Paused paused) {
      paused.checkpoint().ifPresent(next -> keep(next, after, out));
    }
    out.write(new StoreCommand.EndAttempt(id, after.attempt(), end, outcome, after, out.at()));
    progress = after;
    if (checkpoint.isPresent() && (after.state().terminal() || isSpoiled(end))) {
      replaceCheckpoint(Optional.empty(), out);
    }
    if (after.state().terminal()) {
      losses.close();
    }
    suspect =
        end instanceof AttemptEnd.RunnerCrashed || suspect && end instanceof AttemptEnd.WorkerLost;
    if (outcome.orElse(null) instanceof Outcome.Trained trained) {
      model = trained.model();
    }
  }

  /** The checkpoint of a pause; that of a trial which is to stop there is of no use. */
  private void keep(StoredCheckpoint next, TrialProgress after, Decision out) {
    if (after.state().terminal() || next.epoch() > losses.epochs()) {
      out.discard(next.sha256());
    } else if (next.epoch() > keptEpochs()) {
      replaceCheckpoint(Optional.of(next), out);
    }
  }

  /**
   * Whether its checkpoint may be to blame: an attempt that went on from it failed, by its own
   * fault, before it came any further.
   */
  private boolean isSpoiled(AttemptEnd end) {
    boolean own =
        end instanceof AttemptEnd.Failed
            || end instanceof AttemptEnd.RunnerCrashed crash && crash.alone();
    return own && lastStep == 0;
  }

  /** Whether its engine writes checkpoints: DL4J's does not. */
  boolean leavesCheckpoints() {
    return configuration
        .find("training.engine")
        .filter(engine -> engine.text().equals("dl4j"))
        .isEmpty();
  }

  /** It had failed, and waits for a slot again as if it were new. */
  void requeued(Decision out) {
    progress = progress.requeued();
    out.write(new StoreCommand.UpdateTrial(id, progress));
  }

  /** It rested, and waits for a slot now. */
  void promoted(Decision out) {
    progress = progress.promoted();
    out.countResume();
    out.write(new StoreCommand.UpdateTrial(id, progress));
  }

  /** It rested, and stays as it is: it keeps its results. */
  void stopped(Decision out) {
    endsAtRest(progress.stopped(), out);
  }

  /** It waited, and will not run any more. */
  void cancelled(Decision out) {
    endsAtRest(progress.cancelled(), out);
  }

  private void endsAtRest(TrialProgress end, Decision out) {
    progress = end;
    out.write(new StoreCommand.UpdateTrial(id, progress));
    if (checkpoint.isPresent()) {
      replaceCheckpoint(Optional.empty(), out);
    }
    losses.close();
  }

  /** Tells the pages where it stands, with a loss where there is a new one to see. */
  void show(OptionalDouble loss, Decision out) {
    out.publish(new LiveEvent.TrialChanged(id, progress.state(), losses.epochs(), loss));
  }

  /** The trial as the leaderboard ranks it; time and worker do not matter there. */
  Entry entry() {
    return new Entry(
        id,
        progress.state(),
        configuration,
        losses.epochs(),
        losses.bestEpoch(),
        losses.best(),
        OptionalDouble.empty(),
        0,
        Optional.empty());
  }
}
