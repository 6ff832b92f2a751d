package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.coordinator.telemetry.Refusal;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is under way. Each message is answered by a {@link Decision}: memory has changed
 * at once, what the decision tells is true only after its commit. When a commit fails, this object
 * is worth nothing: it is built anew from the store.
 */
public final class Scheduler {
  /** What a lease has left when the cluster says that its worker is gone. */
  private static final int TICKS_AFTER_GONE = 3;

  /** After so many a worker has spoken twice of every attempt that it knows. */
  private static final int TICKS_UNTIL_KNOWN = 11;

  private final ToWorker.Welcome welcome;
  private final Clocks clocks;
  private final int limitTicks;
  private final Leases leases;
  private final Runs runs;
  private final Seats seats;
  private final Intake intake;
  private final Orders orders;

  /**
   * A scheduler without work.
   *
   * @param welcome what workers are told, with this scheduler's term
   * @param limitTicks after which an attempt that nobody renewed is taken for lost
   * @param need of trials; pure, so that a restart finds the same
   */
  public Scheduler(ToWorker.Welcome welcome, int limitTicks, Clocks clocks, MemoryNeed need) {
    this.welcome = welcome;
    this.clocks = clocks;
    this.limitTicks = limitTicks;
    this.leases = new Leases(limitTicks);
    this.runs = new Runs(leases, need);
    this.seats = new Seats(leases, runs);
    this.intake = new Intake(leases, runs);
    this.orders = new Orders(runs);
  }

  /** Takes up an experiment that an earlier coordinator left. */
  public void restore(StoredExperiment stored) {
    runs.restore(stored);
  }

  /** Takes up a new experiment. */
  public Decision submit(NewExperiment submission) {
    Decision out = decision();
    out.write(new StoreCommand.CreateExperiment(submission));
    out.publish(new LiveEvent.ExperimentChanged(submission.id(), ExperimentState.RUNNING.name()));
    runs.submit(submission, out.steadyAt());
    seats.dispatch(out);
    return out;
  }

  /** Somebody orders something; empty where the experiment is not under way. */
  public Optional<Ordered> order(Order order) {
    Decision out = decision();
    return orders.carryOut(order, out).map(result -> ordered(result, out));
  }

  /** Somebody orders something of an experiment that has ended. */
  public Ordered order(Order order, StoredExperiment ended) {
    Decision out = decision();
    return ordered(orders.carryOut(order, ended, out), out);
  }

  private Ordered ordered(OrderResult result, Decision out) {
    runs.clear();
    seats.dispatch(out);
    return new Ordered(out, result);
  }

  /** Whether a worker has said hello to this coordinator. */
  public boolean knows(WorkerId worker) {
    return seats.find(worker).isPresent();
  }

  /**
   * A worker is there. What it should hold and does not is lost.
   *
   * @param memory bytes that each of its slots has for a trial
   */
  public Decision hello(
      WorkerId worker, int slots, Device device, long memory, List<AttemptId> held) {
    Decision out = decision();
    seats.take(new Seat(worker, slots, device, memory));
    runs.lost(leases.of(worker).stream().filter(id -> !held.contains(id)).toList(), out);
    for (AttemptId id : held) {
      if (leases.holds(worker, id)) {
        leases.renew(id);
      } else {
        out.tell(worker, new ToWorker.Abandon(id));
      }
    }
    out.tell(worker, welcome);
    seats.dispatch(out);
    return out;
  }

  /** A worker could start so many attempts. */
  public Decision requestWork(WorkerId worker, int free) {
    Decision out = decision();
    Seat seat = seat(worker);
    int possible = Math.max(0, Math.min(free, seat.most()));
    if (possible != free) {
      out.refuse(Refusal.IMPOSSIBLE_SLOTS);
    }
    seat.wants(possible);
    seats.dispatch(out);
    return out;
  }

  /** Reports arrive; those of an attempt come in their order, or wait for the one before. */
  public Decision reports(WorkerId worker, List<AttemptReport> reports) {
    Decision out = decision();
    seat(worker);
    intake.reports(worker, reports, out);
    if (out.tells(ToWorker.PauseTrial.class)) {
      // Another trial may be worth a slot now that nobody wanted before.
      seats.dispatch(out);
    }
    return out;
  }

  /** An attempt could go on from here, were it lost. */
  public Decision checkpointed(WorkerId worker, AttemptId id, StoredCheckpoint checkpoint) {
    Decision out = decision();
    seat(worker);
    intake.checkpointed(worker, id, checkpoint, out);
    return out;
  }

  /**
   * Attempts are alive; one that this worker should not hold is abandoned. One that it should hold
   * and does not speak of, for longer than any message takes, has never arrived there.
   */
  public Decision renew(WorkerId worker, List<AttemptProgress> progress) {
    Decision out = decision();
    seat(worker);
    intake.renew(worker, progress, out);
    List<AttemptId> unknown = leases.silent(worker, TICKS_UNTIL_KNOWN);
    if (!unknown.isEmpty()) {
      runs.lost(unknown, out);
      seats.dispatch(out);
    }
    return out;
  }

  /** An attempt is over. It counts when all of its reports have arrived; else it comes again. */
  public Decision ended(WorkerId worker, AttemptEnded end) {
    Decision out = decision();
    seat(worker);
    AttemptId id = end.id();
    Optional<ExperimentRun> run = runs.of(id, worker);
    if (run.isEmpty()) {
      runs.refuseForeign(id, out);
      out.tell(worker, new ToWorker.AckEnded(id));
      return out;
    }
    leases.renew(id);
    if (run.get().lastStep(id) >= end.reports()) {
      run.get().ended(id, Endings.of(end), Optional.of(end.outcome()), out);
      out.tell(worker, new ToWorker.AckEnded(id));
      runs.clear();
      seats.dispatch(out);
    }
    return out;
  }

  /** A worker ends in order: its attempts can go to others at once. */
  public Decision leaving(WorkerId worker) {
    Decision out = decision();
    seats.leave(worker);
    runs.lost(leases.of(worker), out);
    seats.dispatch(out);
    return out;
  }

  /** The cluster has removed a worker. It may say hello again within a few ticks. */
  public void gone(WorkerId worker) {
    seats.leave(worker);
    leases.hurry(worker, TICKS_AFTER_GONE);
  }

  /** Time passes. */
  public Decision tick() {
    Decision out = decision();
    seats.tick(limitTicks);
    runs.lost(leases.tick(), out);
    runs.tick(out);
    seats.dispatch(out);
    runs.explain(seats, out);
    return out;
  }

  private Seat seat(WorkerId worker) {
    Seat seat =
        seats
            .find(worker)
            .orElseThrow(
                () -> new IllegalArgumentException("worker " + worker + " has not said hello"));
    seat.heard();
    return seat;
  }

  private Decision decision() {
    return new Decision(welcome.term(), clocks.wall().instant(), clocks.steady().instant());
  }

  /** How many trials wait for a slot. */
  public int queuedTrials() {
    return runs.queued();
  }

  /** How many of them wait for a larger slot than any worker has. */
  public int waitingForMemory() {
    return runs.waitingForMemory();
  }

  /** How many attempts are held by workers. */
  public int heldAttempts() {
    return leases.count();
  }

  /** How many slots they have. */
  public int slots() {
    return seats.slots();
  }

  /** How many workers are connected. */
  public int workers() {
    return seats.count();
  }
}
