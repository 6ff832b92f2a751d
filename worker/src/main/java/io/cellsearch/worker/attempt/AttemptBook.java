package io.cellsearch.worker.attempt;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.worker.attempt.HeldAttempt.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The attempts that a worker holds, and what of them the coordinator has not acknowledged. It
 * outlives actor systems; one thread at a time may use it.
 */
public final class AttemptBook {
  /** The cause of an attempt's failure that has done no batch for too long. */
  static final String HUNG =
      "HUNG: no batch was done for five minutes, and for ten times as long as one takes";

  private final int slots;
  private final TreeMap<AttemptId, HeldAttempt> held = new TreeMap<>();
  private boolean runnerReady;
  private int tick;

  public AttemptBook(int slots) {
    this.slots = slots;
  }

  /** Takes an assignment; false when it is here already. */
  public boolean take(Assignment assignment) {
    return held.putIfAbsent(AttemptId.of(assignment), new HeldAttempt(assignment)) == null;
  }

  /** The assignment of an attempt whose files are still missing. */
  public Optional<Assignment> assignmentToPrepare(AttemptId id) {
    return find(id)
        .filter(attempt -> attempt.phase() == Phase.PREPARING)
        .map(HeldAttempt::assignment);
  }

  /** What an attempt leaves that is over but for bringing that away. */
  public Optional<String> resultToStore(AttemptId id) {
    return find(id)
        .filter(attempt -> attempt.phase() == Phase.STORING)
        .flatMap(HeldAttempt::result);
  }

  private Optional<HeldAttempt> find(AttemptId id) {
    return Optional.ofNullable(held.get(id));
  }

  /** All attempts that are held. */
  public List<AttemptId> ids() {
    return List.copyOf(held.keySet());
  }

  /** The signs of life of all attempts that are held. */
  public List<AttemptProgress> progress() {
    return held.values().stream()
        .map(attempt -> new AttemptProgress(attempt.id(), attempt.batches()))
        .toList();
  }

  /**
   * How many attempts could be taken; none while there is no runner. One for each slot can wait
   * until that is free.
   */
  public int free() {
    return runnerReady ? Math.max(0, 2 * slots - count(HeldAttempt::needsSlot)) : 0;
  }

  private int count(Predicate<HeldAttempt> which) {
    return (int) held.values().stream().filter(which).count();
  }

  private int inRunner() {
    return count(attempt -> attempt.phase() == Phase.STARTED);
  }

  /** The files of an attempt are here; gives what to tell the runner. */
  public List<Frame.ToRunner> prepared(AttemptId id) {
    List<Frame.ToRunner> frames = new ArrayList<>();
    find(id)
        .filter(attempt -> attempt.phase() == Phase.PREPARING)
        .ifPresent(
            attempt -> {
              attempt.prepared();
              frames.addAll(startNext());
            });
    return frames;
  }

  /** A runner is up; gives what to tell it. */
  public List<Frame.ToRunner> runnerReady() {
    runnerReady = true;
    return startNext();
  }

  /** Starts what waits for a slot, as far as slots are free; gives what to tell the runner. */
  public List<Frame.ToRunner> startNext() {
    return held.values().stream()
        .filter(attempt -> attempt.phase() == Phase.PREPARED)
        .limit(runnerReady ? Math.max(0, slots - inRunner()) : 0)
        .toList()
        .stream()
        .flatMap(attempt -> attempt.start().stream())
        .toList();
  }

  /** Another worker has an empty slot for an attempt: one that has not begun ends here. */
  public void recall(AttemptId id) {
    find(id).filter(attempt -> attempt.phase() != Phase.STARTED).ifPresent(HeldAttempt::handBack);
  }

  /**
   * The runner is gone: so are the attempts in it. Where it was ended because one of them hung,
   * that one has failed and the others go on from their checkpoints; else nobody knows which one
   * caused it.
   */
  public void runnerLost(String cause, String detail) {
    runnerReady = false;
    List<HeldAttempt> lost =
        held.values().stream().filter(attempt -> attempt.phase() == Phase.STARTED).toList();
    boolean ended = lost.stream().anyMatch(HeldAttempt::isCondemned);
    Outcome crash = new Outcome.RunnerLost(cause, detail);
    for (HeldAttempt attempt : lost) {
      Outcome innocent = ended ? attempt.interrupted() : crash;
      attempt.ended(
          attempt.isCondemned() ? new Outcome.Failed(HUNG, detail) : innocent, lost.size() - 1);
    }
  }

  /**
   * Condemns the attempts that do no more batches; where there are any, the runner is to be ended.
   */
  public List<AttemptId> condemnHung() {
    return held.values().stream().filter(HeldAttempt::condemnIfHung).map(HeldAttempt::id).toList();
  }

  /** Batches that an attempt has done. */
  public void progressed(AttemptId id, long batches) {
    find(id).ifPresent(attempt -> attempt.progressed(batches));
  }

  /** An attempt has made a report; its end, once told, has counted all that it made. */
  public void reported(AttemptId id, EpochReport report) {
    find(id)
        .filter(attempt -> attempt.phase() == Phase.STARTED)
        .ifPresent(attempt -> attempt.reported(report));
  }

  /**
   * An attempt is over; gives its model, or the checkpoint of its pause, which must be stored
   * before anyone is told. A pause right after a checkpoint leaves that one again: where it has
   * arrived, nothing is to be stored.
   */
  public Optional<String> ended(AttemptId id, Outcome outcome) {
    HeldAttempt attempt = held.get(id);
    if (attempt == null || attempt.phase() != Phase.STARTED) {
      return Optional.empty();
    }
    attempt.ended(outcome, inRunner() - 1);
    Optional<String> missing =
        attempt.result().filter(file -> !attempt.checkpoints().hasArrived(file));
    missing.ifPresent(file -> attempt.storing());
    return missing;
  }

  /** What an attempt that is over leaves is stored. */
  public void stored(AttemptId id) {
    find(id).filter(attempt -> attempt.phase() == Phase.STORING).ifPresent(HeldAttempt::stored);
  }

  /** An attempt cannot be prepared, or what it leaves cannot be stored. */
  public void failed(AttemptId id, String cause) {
    find(id)
        .filter(attempt -> attempt.phase() == Phase.PREPARING || attempt.phase() == Phase.STORING)
        .ifPresent(attempt -> attempt.ended(new Outcome.Failed(cause, ""), 0));
  }

  /** An attempt shall end and keep its results; gives what to tell the runner. */
  public List<Frame.ToRunner> stop(AttemptId id) {
    return find(id).map(HeldAttempt::stop).orElse(List.of());
  }

  /** An attempt may train on before it pauses; gives what to tell the runner. */
  public List<Frame.ToRunner> goOn(AttemptId id, int target) {
    return started(id) ? List.of(new Frame.GoOn(id.trial(), id.attempt(), target)) : List.of();
  }

  /** An attempt shall not wait for another word before it pauses; gives what to tell the runner. */
  public List<Frame.ToRunner> pause(AttemptId id, int atEpoch) {
    return started(id)
        ? List.of(new Frame.PauseTrial(id.trial(), id.attempt(), atEpoch))
        : List.of();
  }

  /**
   * An attempt shall pause at the end of its epoch, or is over at once where it has not begun;
   * gives what to tell the runner.
   */
  public List<Frame.ToRunner> handBack(AttemptId id) {
    return find(id).map(HeldAttempt::handBack).orElse(List.of());
  }

  private boolean started(AttemptId id) {
    return find(id).filter(attempt -> attempt.phase() == Phase.STARTED).isPresent();
  }

  /** Nobody needs an attempt any more; gives what to tell the runner. */
  public List<Frame.ToRunner> abandon(AttemptId id) {
    HeldAttempt attempt = held.remove(id);
    if (attempt == null || attempt.phase() != Phase.STARTED) {
      return List.of();
    }
    List<Frame.ToRunner> frames = new ArrayList<>();
    frames.add(new Frame.Abandon(id.trial(), id.attempt()));
    frames.addAll(startNext());
    return frames;
  }

  /**
   * The worker ends. Attempts that have not begun are over at once, and those in the runner pause
   * at the end of their epoch; gives what to tell it.
   */
  public List<Frame.ToRunner> handBack() {
    return held.values().stream().flatMap(attempt -> attempt.handBack().stream()).toList();
  }

  /** Reports that are to be sent now: new ones, and those that got lost. */
  public List<AttemptReport> unsentReports() {
    return held.values().stream().flatMap(attempt -> attempt.unsent(tick).stream()).toList();
  }

  /** The checkpoints of an attempt, as long as it is in the runner. */
  public Optional<AttemptCheckpoints> checkpoints(AttemptId id) {
    return find(id)
        .filter(attempt -> attempt.phase() == Phase.STARTED)
        .map(HeldAttempt::checkpoints);
  }

  /** Checkpoints that the coordinator is to be told of now. */
  public List<AttemptCheckpoint> unsentCheckpoints() {
    return held.values().stream()
        .flatMap(attempt -> attempt.unsentCheckpoint(tick).stream())
        .toList();
  }

  /** Ends that are to be sent now. */
  public List<AttemptEnded> unsentEnds() {
    return held.values().stream().flatMap(attempt -> attempt.unsentEnd(tick).stream()).toList();
  }

  /** Time passes: what was sent before the tick before this one is taken for lost. */
  public void tick() {
    held.values().forEach(attempt -> attempt.forgetSendsBefore(tick));
    held.values().forEach(HeldAttempt::watch);
    tick++;
  }

  /** Checkpoints that an attempt needed and no other one needs here. */
  public List<String> leftOver(AttemptId id) {
    List<String> files =
        new ArrayList<>(find(id).map(HeldAttempt::checkpointsAtItsEnds).orElse(List.of()));
    held.values().stream()
        .filter(other -> !other.id().equals(id))
        .forEach(other -> files.removeAll(other.checkpointsAtItsEnds()));
    return files;
  }

  /** These reports are stored; gives those of them that were still waiting for that. */
  public List<AttemptReport> acknowledged(List<ReportId> reports) {
    return reports.stream().flatMap(report -> acknowledged(report).stream()).toList();
  }

  private Optional<AttemptReport> acknowledged(ReportId report) {
    return find(report.id()).flatMap(attempt -> attempt.acknowledged(report.step()));
  }

  /** Whether an attempt is here whose end only waits to be acknowledged. */
  public boolean isOver(AttemptId id) {
    return find(id).filter(attempt -> attempt.phase() == Phase.ENDED).isPresent();
  }

  /** The end of an attempt is stored: nothing of it is left to do. */
  public void endAcknowledged(AttemptId id) {
    if (isOver(id)) {
      held.remove(id);
    }
  }
}
