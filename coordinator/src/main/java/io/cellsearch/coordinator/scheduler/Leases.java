package io.cellsearch.coordinator.scheduler;

import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.WorkerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which worker holds which attempt, and since when nothing was heard of it. Time is counted in
 * ticks of the coordinator's own: neither a clock that jumps nor a coordinator that was frozen
 * takes leases away.
 */
final class Leases {
  private final int limitTicks;
  private final TreeMap<AttemptId, Lease> leases = new TreeMap<>();
  private final Map<WorkerId, TreeSet<AttemptId>> byWorker = new HashMap<>();

  private static final class Lease {
    private final WorkerId worker;
    private int silentTicks;

    private Lease(WorkerId worker) {
      this.worker = worker;
    }
  }

  /** Leases that run out after so many ticks without renewal. */
  Leases(int limitTicks) {
    this.limitTicks = limitTicks;
  }

  void start(AttemptId id, WorkerId worker) {
    leases.put(id, new Lease(worker));
    byWorker.computeIfAbsent(worker, any -> new TreeSet<>()).add(id);
  }

  void end(AttemptId id) {
    Lease lease = leases.remove(id);
    if (lease != null) {
      byWorker.computeIfPresent(
          lease.worker,
          (worker, held) -> {
            held.remove(id);
            return held.isEmpty() ? null : held;
          });
    }
  }

  /** The worker that holds an attempt. */
  Optional<WorkerId> holder(AttemptId id) {
    return Optional.ofNullable(leases.get(id)).map(lease -> lease.worker);
  }

  boolean holds(WorkerId worker, AttemptId id) {
    Lease lease = leases.get(id);
    return lease != null && lease.worker.equals(worker);
  }

  /** The attempts that a worker holds, in their order. */
  List<AttemptId> of(WorkerId worker) {
    return List.copyOf(byWorker.getOrDefault(worker, new TreeSet<>()));
  }

  /** How many attempts a worker holds. */
  int count(WorkerId worker) {
    TreeSet<AttemptId> held = byWorker.get(worker);
    return held == null ? 0 : held.size();
  }

  /** How many attempts are held at all. */
  int count() {
    return leases.size();
  }

  void renew(AttemptId id) {
    Lease lease = leases.get(id);
    if (lease != null) {
      lease.silentTicks = 0;
    }
  }

  /** The attempts of a worker of which nothing was heard for so many ticks, in their order. */
  List<AttemptId> silent(WorkerId worker, int ticks) {
    return of(worker).stream().filter(id -> isSilent(id, ticks)).toList();
  }

  private boolean isSilent(AttemptId id, int ticks) {
    Lease lease = leases.get(id);
    return lease != null && lease.silentTicks >= ticks;
  }

  /** A worker is said to be gone: its leases run out within a few ticks unless it is heard. */
  void hurry(WorkerId worker, int ticksLeft) {
    for (AttemptId id : of(worker)) {
      Lease lease = leases.get(id);
      if (lease != null) {
        lease.silentTicks = Math.max(lease.silentTicks, limitTicks - ticksLeft);
      }
    }
  }

  /** A tick passes; gives the attempts whose lease has run out, which are still held. */
  List<AttemptId> tick() {
    List<AttemptId> over = new ArrayList<>();
    leases.forEach(
        (id, lease) -> {
          lease.silentTicks++;
          if (lease.silentTicks > limitTicks) {
            over.add(id);
          }
        });
    return over;
  }
}
