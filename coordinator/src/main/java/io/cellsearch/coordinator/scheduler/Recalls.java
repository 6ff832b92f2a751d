package io.cellsearch.coordinator.scheduler;

import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToWorker;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Attempts that were given ahead and are wanted back for an empty slot. A worker that has begun one
 * meanwhile keeps it, so each is asked for once.
 */
final class Recalls {
  private final Leases leases;
  private final TreeSet<AttemptId> asked = new TreeSet<>();

  Recalls(Leases leases) {
    this.leases = leases;
  }

  /**
   * Asks others for so many attempts, as far as they have them and the empty slots can hold them.
   */
  void recallFor(Seat seat, int empty, Collection<Seat> others, Decision out) {
    asked.removeIf(id -> leases.holder(id).isEmpty());
    int wanted = empty - asked.size();
    for (Seat other : others) {
      boolean fits = seat.memory() >= other.memory() && seat.device() == other.device();
      if (fits && wanted > 0 && leases.count(other.worker()) > other.slots()) {
        wanted -= recall(other, wanted, out);
      }
    }
  }

  private int recall(Seat other, int most, Decision out) {
    List<AttemptId> held = leases.of(other.worker());
    int told = 0;
    // The last ones are those that came ahead.
    for (int i = held.size() - 1; i >= other.slots() && told < most; i--) {
      if (asked.add(held.get(i))) {
        out.tell(other.worker(), new ToWorker.Recall(held.get(i)));
        told++;
      }
    }
    return told;
  }
}
