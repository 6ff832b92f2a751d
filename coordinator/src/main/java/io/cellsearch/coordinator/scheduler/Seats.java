package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.WorkerId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The workers that are there, and who of them gets what. */
final class Seats {
  private final Leases leases;
  private final Runs runs;
  private final Recalls recalls;
  private final TreeMap<String, Seat> seats = new TreeMap<>();

  /** While trials wait that must run alone, this worker is kept free for them. */
  private Optional<WorkerId> quarantine = Optional.empty();

  Seats(Leases leases, Runs runs) {
    this.leases = leases;
    this.runs = runs;
    this.recalls = new Recalls(leases);
  }

  void take(Seat seat) {
    seats.put(seat.worker().value(), seat);
  }

  Optional<Seat> find(WorkerId worker) {
    return Optional.ofNullable(seats.get(worker.value()));
  }

  int count() {
    return seats.size();
  }

  int slots() {
    return seats.values().stream().mapToInt(Seat::slots).sum();
  }

  void leave(WorkerId worker) {
    seats.remove(worker.value());
    quarantine = quarantine.filter(other -> !other.equals(worker));
  }

  /** Time passes; who was silent for too long is not there any more. */
  void tick(int limitTicks) {
    seats.values().stream()
        .filter(seat -> seat.tick() > limitTicks)
        .map(Seat::worker)
        .toList()
        .forEach(this::leave);
  }

  /**
   * Gives out what there is to those who want it, one attempt each in turn: to empty slots, then
   * ahead. A slot that stays empty gets what another worker has ahead.
   */
  void dispatch(Decision out) {
    inTurn(seat -> give(seat, out));
    inTurn(seat -> giveAhead(seat, out));
    List<Seat> hungry = seats.values().stream().filter(seat -> empty(seat) > 0).toList();
    if (!hungry.isEmpty() && anyAhead()) {
      hungry.forEach(seat -> recalls.recallFor(seat, empty(seat), seats.values(), out));
    }
  }

  private boolean anyAhead() {
    return seats.values().stream().anyMatch(seat -> leases.count(seat.worker()) > seat.slots());
  }

  private void inTurn(Predicate<Seat> give) {
    boolean given = true;
    while (given && runs.haveWork()) {
      given = false;
      for (Seat seat : seats.values()) {
        given |= give.test(seat);
      }
    }
  }

  /** How many attempts a worker could begin at once; most of them want nothing. */
  private int empty(Seat seat) {
    return seat.wanted() <= 0
        ? 0
        : Math.min(seat.wanted(), seat.slots() - leases.count(seat.worker()));
  }

  /** One attempt for each slot may wait for it. */
  private boolean giveAhead(Seat seat, Decision out) {
    if (seat.wanted() <= 0 || quarantine.isPresent()) {
      return false;
    }
    int held = leases.count(seat.worker());
    if (held < seat.slots() || held >= seat.most()) {
      return false;
    }
    Optional<ExperimentRun> chosen =
        runs.ahead(seat.device(), seat.memory())
            .filter(run -> run.assign(seat.worker(), seat.memory(), out));
    chosen.ifPresent(run -> given(seat, run));
    return chosen.isPresent();
  }

  private boolean give(Seat seat, Decision out) {
    if (empty(seat) <= 0) {
      return false;
    }
    int held = leases.count(seat.worker());
    long memory = seat.memory();
    Optional<ExperimentRun> suspect = runs.choose(seat.device(), run -> run.hasSuspect(memory));
    if (suspect.isPresent() && quarantine.isEmpty()) {
      quarantine = Optional.of(seat.worker());
    }
    if (quarantine.filter(seat.worker()::equals).isPresent()) {
      if (held > 0) {
        return false;
      }
      if (suspect.isPresent()) {
        suspect.get().assignSuspect(seat.worker(), memory, out);
        given(seat, suspect.get());
        return true;
      }
      quarantine = Optional.empty();
    }
    Optional<ExperimentRun> chosen = runs.choose(seat.device(), run -> run.hasWork(memory));
    while (chosen.isPresent() && !chosen.get().assign(seat.worker(), memory, out)) {
      // Its search had nothing for this seat, and now has nothing left to give.
      chosen = runs.choose(seat.device(), run -> run.hasWork(memory));
    }
    chosen.ifPresent(run -> given(seat, run));
    return chosen.isPresent();
  }

  /** The memory of the largest slot on a device that an experiment may use. */
  OptionalLong largest(Predicate<Device> allowed) {
    return seats.values().stream()
        .filter(seat -> allowed.test(seat.device()))
        .mapToLong(Seat::memory)
        .max();
  }

  private void given(Seat seat, ExperimentRun run) {
    seat.given();
    runs.served(run);
  }
}
