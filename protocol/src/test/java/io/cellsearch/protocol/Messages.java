package io.cellsearch.protocol;

import akka.actor.typed.ActorRef;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.core.work.TrainingTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One message of each kind. */
final class Messages {
  private static final AttemptId ATTEMPT = new AttemptId(TrialId.parse("co2/7"), 2);
  private static final WorkerId WORKER = new WorkerId("w1");
  private static final String HASH = "ab".repeat(32);

  private static final StoredCheckpoint CHECKPOINT = new StoredCheckpoint(HASH, 9);

  private Messages() {}

  static Map<String, WireMessage> all(ActorRef<WorkerMessage> replyTo) {
    Map<String, WireMessage> all = new LinkedHashMap<>();
    all.put(
        "hello",
        new ToCoordinator.Hello(WORKER, 4, Device.CPU, 1L << 32, List.of(ATTEMPT), replyTo));
    all.put("request-work", new ToCoordinator.RequestWork(WORKER, 3, replyTo));
    all.put("reports", new ToCoordinator.Reports(WORKER, reports(), replyTo));
    all.put(
        "renew",
        new ToCoordinator.Renew(WORKER, List.of(new AttemptProgress(ATTEMPT, 512)), replyTo));
    all.put("checkpointed", new ToCoordinator.Checkpointed(WORKER, ATTEMPT, CHECKPOINT, replyTo));
    outcomes()
        .forEach(
            (name, outcome) ->
                all.put(
                    "ended-" + name,
                    new ToCoordinator.Ended(
                        WORKER,
                        new ToCoordinator.AttemptEnded(ATTEMPT, 3, 27, 1, outcome),
                        replyTo)));
    all.put("leaving", new ToCoordinator.Leaving(WORKER, replyTo));
    all.put(
        "welcome",
        new ToWorker.Welcome(3, Optional.of("http://127.0.0.1:8080"), Optional.of("secret")));
    all.put("welcome-plain", new ToWorker.Welcome(3, Optional.empty(), Optional.empty()));
    all.put("not-known", new ToWorker.NotKnown());
    all.put("assign-train", new ToWorker.Assign(assignment(Assignment.Kind.Train.FROM_START)));
    all.put(
        "assign-resume",
        new ToWorker.Assign(assignment(new Assignment.Kind.Train(Optional.of(CHECKPOINT)))));
    all.put(
        "assign-piece",
        new ToWorker.Assign(
            assignment(new Assignment.Kind.Train(Optional.of(CHECKPOINT), OptionalInt.of(16)))));
    all.put(
        "assign-timed-piece",
        new ToWorker.Assign(
            assignment(
                new Assignment.Kind.Train(
                    Optional.of(CHECKPOINT),
                    OptionalInt.of(40),
                    Optional.of(new TrainingTime(22.5, 600))))));
    all.put("assign-evaluate", new ToWorker.Assign(assignment(new Assignment.Kind.Evaluate(HASH))));
    all.put("ack", new ToWorker.Ack(List.of(new ReportId(ATTEMPT, 9))));
    all.put("ack-checkpoint", new ToWorker.AckCheckpoint(ATTEMPT, CHECKPOINT));
    all.put("ack-ended", new ToWorker.AckEnded(ATTEMPT));
    all.put("stop", new ToWorker.StopTrial(ATTEMPT));
    all.put("go-on", new ToWorker.GoOn(ATTEMPT, 32));
    all.put("pause", new ToWorker.PauseTrial(ATTEMPT, 16));
    all.put("recall", new ToWorker.Recall(ATTEMPT));
    all.put("hand-back", new ToWorker.HandBack(ATTEMPT));
    all.put("abandon", new ToWorker.Abandon(ATTEMPT));
    return all;
  }

  private static List<AttemptReport> reports() {
    return List.of(
        new AttemptReport(
            ATTEMPT, 3, new EpochReport(1, 1, 0.5, 0.25, new Metrics(Map.of("rmse", 0.75)), 1.5)),
        new AttemptReport(
            ATTEMPT,
            3,
            new EpochReport(2, 2, Double.POSITIVE_INFINITY, Double.NaN, Metrics.NONE, 3)));
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put("trained", new Outcome.Trained(27, 20, Optional.of(HASH), true));
    outcomes.put("paused", new Outcome.Paused(9, Optional.of(CHECKPOINT)));
    outcomes.put("evaluated", new Outcome.Evaluated(0.5, new Metrics(Map.of("mae", 0.25))));
    outcomes.put("diverged", new Outcome.Diverged(4));
    outcomes.put("failed", new Outcome.Failed("no such cell", "at line 1"));
    outcomes.put("runner-lost", new Outcome.RunnerLost("exit status 134", "SIGABRT"));
    return outcomes;
  }

  private static Assignment assignment(Assignment.Kind kind) {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("model.cell", new ParameterValue.Text("lstm"));
    values.put("model.units", new ParameterValue.Int(32));
    values.put("model.bidirectional", new ParameterValue.Flag(false));
    // A whole real must not come back as an int.
    values.put("training.clip_norm", new ParameterValue.Real(5));
    return new Assignment(
        TrialId.parse("co2/7"),
        2,
        3,
        new Task.Polyphony(HASH),
        new Configuration(values),
        Map.of("my-cell", "state h\nh' = tanh(W x + U h + b)\n"),
        -42L,
        kind);
  }
}
