package io.cellsearch.worker.attempt;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One attempt from its assignment until the coordinator has stored its end. */
final class HeldAttempt {
  /** Where it stands. */
  enum Phase {
    /** Its files are on their way. */
    PREPARING,
    /** Its files are here; it waits for a runner. */
    PREPARED,
    /** It is in the runner. */
    STARTED,
    /** It is over; its model, or the checkpoint of its pause, is on its way to the coordinator. */
    STORING,
    /** It is over; the coordinator has not stored that yet. */
    ENDED
  }

  /** Not sent since it was made, or since it should have been acknowledged. */
  private static final int UNSENT = -1;

  private record Waiting(EpochReport report, int sentTick) {}

  private final Assignment assignment;
  private final TreeMap<Integer, Waiting> reports = new TreeMap<>();
  private final AttemptCheckpoints checkpoints = new AttemptCheckpoints();
  private Phase phase = Phase.PREPARING;
  private boolean stopWanted;
  private int made;
  private final BatchWatch batches = new BatchWatch();
  private boolean condemned;
  private @Nullable AttemptEnded end;
  private int endSentTick = UNSENT;

  HeldAttempt(Assignment assignment) {
    this.assignment = assignment;
  }

  Assignment assignment() {
    return assignment;
  }

  AttemptId id() {
    return AttemptId.of(assignment);
  }

  Phase phase() {
    return phase;
  }

  /** Whether it takes up a slot. */
  boolean needsSlot() {
    return phase == Phase.PREPARING || phase == Phase.PREPARED || phase == Phase.STARTED;
  }

  long batches() {
    return batches.batches();
  }

  void prepared() {
    phase = Phase.PREPARED;
  }

  /** What starts it in the runner. */
  List<Frame.ToRunner> start() {
    phase = Phase.STARTED;
    Frame.ToRunner start = new Frame.Start(assignment);
    return stopWanted ? List.of(start, stopFrame()) : List.of(start);
  }

  List<Frame.ToRunner> stop() {
    stopWanted = true;
    return phase == Phase.STARTED ? List.of(stopFrame()) : List.of();
  }

  /** Lets it pause as soon as it can; an evaluation is short, and comes to its end. */
  List<Frame.ToRunner> handBack() {
    if (!needsSlot() || !(assignment.kind() instanceof Assignment.Kind.Train)) {
      return List.of();
    }
    if (phase == Phase.STARTED) {
      return List.of(new Frame.HandBack(assignment.trial(), assignment.attempt()));
    }
    ended(interrupted(), 0);
    return List.of();
  }

  /** How it ends by no fault of its own: it goes on from the last checkpoint that arrived. */
  Outcome interrupted() {
    return assignment.kind() instanceof Assignment.Kind.Train train
        ? new Outcome.Paused(train.from().map(StoredCheckpoint::epoch).orElse(0), Optional.empty())
        : new Outcome.RunnerLost("the runner was ended because another attempt hung", "");
  }

  private Frame.ToRunner stopFrame() {
    return new Frame.StopTrial(assignment.trial(), assignment.attempt());
  }

  void progressed(long done) {
    batches.counted(done);
  }

  void reported(EpochReport report) {
    made = Math.max(made, report.step());
    reports.put(report.step(), new Waiting(report, UNSENT));
  }

  /** Time passes for one that is in the runner. */
  void watch() {
    if (phase == Phase.STARTED) {
      batches.tick();
    }
  }

  /** Condemns one that hangs; false where it does not, or is condemned already. */
  boolean condemnIfHung() {
    boolean hangs = phase == Phase.STARTED && !condemned && batches.hangs();
    condemned |= hangs;
    return hangs;
  }

  /** Whether the runner was ended because of it. */
  boolean isCondemned() {
    return condemned;
  }

  void storing() {
    phase = Phase.STORING;
  }

  void stored() {
    phase = Phase.ENDED;
  }

  void ended(Outcome outcome, int companions) {
    phase = Phase.ENDED;
    endSentTick = UNSENT;
    end = new AttemptEnded(id(), assignment.term(), made, companions, ShortOutcome.of(outcome));
  }

  /** The file that it leaves, once it is over: its model, or the checkpoint of its pause. */
  Optional<String> result() {
    if (end != null && end.outcome() instanceof Outcome.Trained trained) {
      return trained.model();
    }
    return end != null && end.outcome() instanceof Outcome.Paused paused
        ? paused.checkpoint().map(StoredCheckpoint::sha256)
        : Optional.empty();
  }

  /** The checkpoints at its two ends: what it went on from, and that of its pause. */
  List<String> checkpointsAtItsEnds() {
    List<String> files = new ArrayList<>();
    if (assignment.kind() instanceof Assignment.Kind.Train train) {
      train.from().map(StoredCheckpoint::sha256).ifPresent(files::add);
    }
    if (end != null && end.outcome() instanceof Outcome.Paused) {
      result().ifPresent(files::add);
    }
    return files;
  }

  /** Reports that are to be sent now, in their order. */
  List<AttemptReport> unsent(int tick) {
    List<AttemptReport> unsent = new ArrayList<>();
    reports.replaceAll(
        (step, waiting) -> {
          if (waiting.sentTick() != UNSENT) {
            return waiting;
          }
          unsent.add(new AttemptReport(id(), assignment.term(), waiting.report()));
          return new Waiting(waiting.report(), tick);
        });
    return unsent;
  }

  AttemptCheckpoints checkpoints() {
    return checkpoints;
  }

  /** A checkpoint of an attempt in the runner, once all reports before it are acknowledged. */
  Optional<AttemptCheckpoint> unsentCheckpoint(int tick) {
    if (phase != Phase.STARTED) {
      return Optional.empty();
    }
    int acknowledged = reports.isEmpty() ? made : reports.firstKey() - 1;
    return checkpoints
        .unsent(acknowledged, tick)
        .map(checkpoint -> new AttemptCheckpoint(id(), checkpoint));
  }

  Optional<AttemptEnded> unsentEnd(int tick) {
    if (phase != Phase.ENDED || endSentTick != UNSENT) {
      return Optional.empty();
    }
    endSentTick = tick;
    return Optional.ofNullable(end);
  }

  /** What was sent before the last tick and is still here was lost on its way. */
  void forgetSendsBefore(int tick) {
    reports.replaceAll(
        (step, waiting) ->
            waiting.sentTick() < tick ? new Waiting(waiting.report(), UNSENT) : waiting);
    checkpoints.forgetSendsBefore(tick);
    if (endSentTick < tick) {
      endSentTick = UNSENT;
    }
  }

  /** A report is stored; gives it where it was still waiting for that. */
  Optional<AttemptReport> acknowledged(int step) {
    return Optional.ofNullable(reports.remove(step))
        .map(waiting -> new AttemptReport(id(), assignment.term(), waiting.report()));
  }
}
