package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.comparison.Confirmation;
import io.cellsearch.core.experiment.Confirm;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.protocol.AttemptId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The end of an experiment after its search. Where the experiment confirms, its best configurations
 * are trained again with fresh seeds and each of these trainings is evaluated on the test part;
 * else the winner by validation loss is. Nothing else looks at the test part.
 */
final class Conclusion {
  private final ExperimentId experiment;
  private final ExperimentSpec spec;
  private final Trials trials;
  private final RetryPolicy retries;
  private final TreeMap<Integer, Evaluation> evaluations = new TreeMap<>();
  private boolean givenUp;
  private boolean over;

  Conclusion(ExperimentId experiment, ExperimentSpec spec, Trials trials) {
    this.experiment = experiment;
    this.spec = spec;
    this.trials = trials;
    this.retries = new RetryPolicy(spec.retry());
  }

  private Goal goal() {
    return spec.metric().goal();
  }

  /** Takes the evaluations up as their attempts left them. */
  void restore(StoredExperiment.AttemptHistory attempts) {
    evaluated().forEach(trial -> evaluations.put(trial.number(), restored(trial, attempts)));
  }

  /** Takes up what was evaluated before the experiment went on: no trial is evaluated twice. */
  void restoreEarlier(StoredExperiment.AttemptHistory attempts) {
    evaluated().stream()
        .map(trial -> restored(trial, attempts))
        .filter(Evaluation::isOver)
        .forEach(due -> evaluations.put(due.trial().number(), due));
  }

  private List<TrialRun> evaluated() {
    return spec.confirm().isPresent()
        ? trials.repetitions().stream().filter(Conclusion::isTrained).toList()
        : trials.winner(goal()).stream().toList();
  }

  private Evaluation restored(TrialRun trial, StoredExperiment.AttemptHistory attempts) {
    return Evaluation.restored(trial, attempts.of(trial.number()), retries);
  }

  private static boolean isTrained(TrialRun trial) {
    return trial.progress().state() == TrialState.COMPLETED && trial.model().isPresent();
  }

  /** Whether nothing more happens to the experiment. */
  boolean over() {
    return over;
  }

  /** Whether there was such an attempt of an evaluation, or is. */
  boolean knows(AttemptId id) {
    Evaluation evaluation = evaluations.get(id.trial().number());
    return evaluation != null && id.attempt() <= evaluation.attempt().attempt();
  }

  /** An evaluation that waits for a slot, of a trial that fits. */
  Optional<Evaluation> waiting(Predicate<TrialRun> fits) {
    return evaluations.values().stream()
        .filter(due -> due.waits() && fits.test(due.trial()))
        .findFirst();
  }

  /** The trials whose evaluation waits for a slot. */
  List<TrialRun> waiting() {
    return evaluations.values().stream().filter(Evaluation::waits).map(Evaluation::trial).toList();
  }

  /** The evaluation of which this is the current attempt. */
  Optional<Evaluation> of(AttemptId id) {
    return Optional.ofNullable(evaluations.get(id.trial().number()))
        .filter(due -> due.attempt().equals(id));
  }

  /** The search has come to its end. */
  void begin(String reason, Decision out) {
    if (spec.confirm().isPresent()) {
      repeat(spec.confirm().get(), out);
    } else {
      trials.winner(goal()).ifPresent(this::evaluate);
    }
    if (evaluations.isEmpty() && trials.repetitions().isEmpty()) {
      end(ExperimentState.COMPLETED, reason + "; none has a result", out);
    } else {
      // The winner of an extended search may have been evaluated before.
      endWhenDone(reason, out);
    }
  }

  private void repeat(Confirm confirm, Decision out) {
    int number = trials.last();
    for (TrialRun best : trials.best(goal(), confirm.top())) {
      for (int repetition = 1; repetition <= confirm.seeds(); repetition++) {
        number++;
        long seed = Confirm.seed(spec.search().seed(), repetition);
        TrialId id = new TrialId(experiment, number);
        TrialRun again = TrialRun.repeating(id, best, repetition, seed, goal());
        trials.add(again);
        out.write(new StoreCommand.CreateTrial(id, again.configuration(), seed, again.repeats()));
      }
    }
  }

  private void evaluate(TrialRun trial) {
    evaluations.computeIfAbsent(trial.number(), unused -> Evaluation.of(trial));
  }

  /** A repetition has come to its end; it may have been the last. */
  void repeated(TrialRun trial, String reason, Decision out) {
    if (isTrained(trial)) {
      evaluate(trial);
    }
    endWhenDone(reason, out);
  }

  /** An attempt of an evaluation has ended; it may have been the last. */
  void evaluated(String reason, Decision out) {
    endWhenDone(reason, out);
  }

  private void endWhenDone(String reason, Decision out) {
    boolean trained =
        trials.repetitions().stream().allMatch(trial -> trial.progress().state().terminal());
    if (!givenUp && trained && evaluations.values().stream().allMatch(Evaluation::isOver)) {
      end(ExperimentState.COMPLETED, reason + verdict(), out);
    }
  }

  /** What the test part has shown, as the end of a sentence. */
  private String verdict() {
    if (spec.confirm().isPresent()) {
      return Confirmation.winner(goal(), Confirmation.of(repeated()))
          .map(
              winner ->
                  "; trial %d has the best mean test loss, over %d of %d seeds"
                      .formatted(
                          winner.trial(),
                          winner.estimate().orElseThrow().count(),
                          winner.repetitions().size()))
          .orElse("; no repetition of the best has a test loss");
    }
    boolean found =
        evaluations.values().stream().anyMatch(due -> due.trial().testLoss().isPresent());
    return found ? "" : "; the winner could not be evaluated on the test part";
  }

  private List<Confirmation.Repeated> repeated() {
    return trials.repetitions().stream().map(TrialRun::repeated).toList();
  }

  /** It is not to end by itself any more. */
  void giveUp() {
    givenUp = true;
  }

  /** The evaluations that are on a slot. */
  List<AttemptId> running() {
    return evaluations.values().stream().filter(Evaluation::runs).map(Evaluation::attempt).toList();
  }

  /** Everything was given up, as a failure or by order. */
  void end(Reason why, Decision out) {
    end(
        why == Reason.CANCELLED ? ExperimentState.CANCELLED : ExperimentState.FAILED,
        why.text(),
        out);
  }

  private void end(ExperimentState state, String reason, Decision out) {
    over = true;
    out.write(new StoreCommand.EndExperiment(experiment, state, Optional.of(reason), out.at()));
    out.publish(new LiveEvent.ExperimentChanged(experiment, state.name()));
  }
}
