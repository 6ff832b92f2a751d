package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.coordinator.telemetry.Refusal;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a message brings about: writes first, and what is told once they are on the disk. */
public final class Decision {
  private final long term;
  private final Instant at;
  private final Instant steadyAt;
  private final List<StoreCommand> commands = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private int storedReports;
  private int resumes;
  private final List<Refusal> refusals = new ArrayList<>();
  private int staleReports;
  private int duplicateReports;

  /**
   * A decision that is about to be made, in a term, at a time.
   *
   * @param steadyAt the same moment on the clock that does not jump
   */
  Decision(long term, Instant at, Instant steadyAt) {
    this.term = term;
    this.at = at;
    this.steadyAt = steadyAt;
  }

  long term() {
    return term;
  }

  /** When, for the record. */
  Instant at() {
    return at;
  }

  /** When, for what is measured. */
  Instant steadyAt() {
    return steadyAt;
  }

  /** To be committed together. */
  public List<StoreCommand> commands() {
    return List.copyOf(commands);
  }

  /** To be told in this order after the commit. */
  public List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** Reports that were new. */
  public int storedReports() {
    return storedReports;
  }

  /** Trials that rested and wait for a slot again. */
  public int resumes() {
    return resumes;
  }

  /** Reports of attempts that are over or belong to another worker. */
  public int staleReports() {
    return staleReports;
  }

  /** Reports that were here before. */
  public int duplicateReports() {
    return duplicateReports;
  }

  /** What of the message was not obeyed, as no worker in order would say it. */
  public List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  void refuse(Refusal reason) {
    refusals.add(reason);
  }

  void write(StoreCommand command) {
    commands.add(command);
    storedReports += command instanceof StoreCommand.AddReport ? 1 : 0;
  }

  void tell(WorkerId worker, ToWorker message) {
    effects.add(new Effect.Tell(worker, message));
  }

  /** Whether a worker hears something of this kind. */
  boolean tells(Class<? extends ToWorker> kind) {
    return effects.stream()
        .anyMatch(effect -> effect instanceof Effect.Tell tell && kind.isInstance(tell.message()));
  }

  void discard(String artifact) {
    effects.add(new Effect.Discard(artifact));
  }

  void publish(LiveEvent event) {
    effects.add(new Effect.Publish(event));
  }

  void countResume() {
    resumes++;
  }

  void countStale() {
    staleReports++;
  }

  void countDuplicate() {
    duplicateReports++;
  }
}
