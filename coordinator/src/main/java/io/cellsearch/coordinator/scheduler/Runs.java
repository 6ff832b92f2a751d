package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.telemetry.Refusal;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement;
import io.cellsearch.core.placement.Placement.Candidate;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The experiments that have not ended; who was given a slot last comes last. */
final class Runs {
  private final Leases leases;
  private final MemoryNeed need;
  private final Map<ExperimentId, ExperimentRun> runs = new LinkedHashMap<>();

  Runs(Leases leases, MemoryNeed need) {
    this.leases = leases;
    this.need = need;
  }

  void restore(StoredExperiment stored) {
    add(ExperimentRun.restored(stored, leases, need));
  }

  void submit(NewExperiment submission, Instant at) {
    add(ExperimentRun.submitted(submission, at, leases, need));
  }

  /** An experiment that has ended, as far as an order looks at it. */
  ExperimentRun revive(StoredExperiment ended) {
    return ExperimentRun.restored(ended, leases, need);
  }

  void add(ExperimentRun run) {
    runs.put(run.id(), run);
  }

  /** The experiment of an attempt, if this worker holds it. */
  Optional<ExperimentRun> of(AttemptId id, WorkerId holder) {
    return leases.holds(holder, id) ? find(id) : Optional.empty();
  }

  private Optional<ExperimentRun> find(AttemptId id) {
    return find(id.trial().experiment());
  }

  /** An experiment that is under way. */
  Optional<ExperimentRun> find(ExperimentId id) {
    return Optional.ofNullable(runs.get(id));
  }

  /**
   * Notes it where an attempt was never given to the worker that speaks of it and does not hold it:
   * another one holds it, or there was none yet. All others may be late, and are only stale.
   */
  void refuseForeign(AttemptId id, Decision out) {
    if (leases.holder(id).isPresent() || find(id).filter(run -> !run.knows(id)).isPresent()) {
      out.refuse(Refusal.FOREIGN_ATTEMPT);
    }
  }

  /** Whether there is anything to give, to a slot however large. */
  boolean haveWork() {
    return runs.values().stream()
        .anyMatch(run -> run.hasWork(Long.MAX_VALUE) || run.hasSuspect(Long.MAX_VALUE));
  }

  /** Of the experiments with something to give, the one whose turn it is on this device. */
  Optional<ExperimentRun> choose(Device device, Predicate<ExperimentRun> which) {
    List<Candidate> candidates = new ArrayList<>();
    for (ExperimentRun run : runs.values()) {
      if (which.test(run)) {
        candidates.add(run.candidate(candidates.size()));
      }
    }
    return Placement.choose(device, candidates).map(runs::get);
  }

  /**
   * The experiment that gives trials ahead on a device; none beside another one, whose turn might
   * come before they begin.
   */
  Optional<ExperimentRun> ahead(Device device, long slotMemory) {
    return runs.size() == 1
        ? choose(device, run -> run.givesAhead() && run.hasWork(slotMemory))
        : Optional.empty();
  }

  /** An experiment was given a slot: among equals the others come first now. */
  void served(ExperimentRun run) {
    runs.remove(run.id());
    runs.put(run.id(), run);
  }

  /** Attempts are lost with their worker; the end of one can end others of the same experiment. */
  void lost(List<AttemptId> attempts, Decision out) {
    for (AttemptId id : attempts) {
      if (leases.holder(id).isPresent()) {
        find(id)
            .ifPresent(run -> run.ended(id, new AttemptEnd.WorkerLost(), Optional.empty(), out));
      }
    }
    clear();
  }

  /** Forgets the experiments that have ended. */
  void clear() {
    runs.values().removeIf(ExperimentRun::over);
  }

  /** Time passes. */
  void tick(Decision out) {
    runs.values().forEach(run -> run.tick(out));
    clear();
  }

  /** Says of queued trials whether no slot is large enough for them, where that has changed. */
  void explain(Seats seats, Decision out) {
    runs.values().forEach(run -> run.explain(seats, out));
  }

  /** How many trials wait for a larger slot than there is. */
  int waitingForMemory() {
    return runs.values().stream().mapToInt(ExperimentRun::waitingForMemory).sum();
  }

  /** How many trials wait for a slot. */
  int queued() {
    return runs.values().stream().mapToInt(ExperimentRun::queued).sum();
  }
}
