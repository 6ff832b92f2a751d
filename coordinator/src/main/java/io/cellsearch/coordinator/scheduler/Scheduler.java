package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.telemetry.LiveEvent;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is under way. Each message is answered by a {@link Decision}: memory has changed
 * at once, what the decision tells is true only after its commit. When a commit fails, this object
 * is worth nothing: it is built anew from the store.
 */
public final class Scheduler {
  /** What a lease has left when the cluster says that its worker is gone. */
  private static final int TICKS_AFTER_GONE = 3;

  private final ToWorker.Welcome welcome;
  private final Clock clock;
  private final int limitTicks;
  private final Leases leases;
  private final Map<ExperimentId, ExperimentRun> runs = new LinkedHashMap<>();
  private final Seats seats;
  private long submissions;

  /**
   * A scheduler without work.
   *
   * @param welcome what workers are told, with this scheduler's term
   * @param limitTicks after which an attempt that nobody renewed is taken for lost
   */
  public Scheduler(ToWorker.Welcome welcome, int limitTicks, Clock clock) {
    this.welcome = welcome;
    this.clock = clock;
    this.limitTicks = limitTicks;
    this.leases = new Leases(limitTicks);
    this.seats = new Seats(leases, runs);
  }

  /** Takes up an experiment that an earlier coordinator left. */
  public void restore(StoredExperiment stored) {
    ExperimentRun run = ExperimentRun.restored(stored, submissions++, leases);
    runs.put(run.id(), run);
  }

  /** Takes up a new experiment. */
  public Decision submit(NewExperiment submission) {
    Decision out = decision();
    out.write(new StoreCommand.CreateExperiment(submission));
    out.publish(new LiveEvent.ExperimentChanged(submission.id(), ExperimentState.RUNNING.name()));
    runs.put(submission.id(), ExperimentRun.submitted(submission, submissions++, leases));
    seats.dispatch(out);
    return out;
  }

  /** Whether a worker has said hello to this coordinator. */
  public boolean knows(WorkerId worker) {
    return seats.find(worker).isPresent();
  }

  /** A worker is there. What it should hold and does not is lost. */
  public Decision hello(WorkerId worker, int slots, Device device, List<AttemptId> held) {
    Decision out = decision();
    seats.take(new Seat(worker, slots, device));
    leases.of(worker).stream().filter(id -> !held.contains(id)).forEach(id -> lost(id, out));
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
    seat(worker).wants(free);
    seats.dispatch(out);
    return out;
  }

  /** Reports arrive; those of an attempt come in their order, or wait for the one before. */
  public Decision reports(WorkerId worker, List<AttemptReport> reports) {
    Decision out = decision();
    seat(worker);
    List<ReportId> done = new ArrayList<>();
    for (AttemptReport report : reports) {
      if (takeIn(worker, report, out)) {
        done.add(report.reportId());
      }
    }
    if (!done.isEmpty()) {
      out.tell(worker, new ToWorker.Ack(done));
    }
    clear();
    return out;
  }

  /** Whether a report is dealt with; one that came before its predecessor is not. */
  private boolean takeIn(WorkerId worker, AttemptReport report, Decision out) {
    AttemptId id = report.id();
    ExperimentRun run = runs.get(id.trial().experiment());
    if (run == null || !leases.holds(worker, id)) {
      out.countStale();
      out.tell(worker, new ToWorker.Abandon(id));
      return true;
    }
    leases.renew(id);
    int expected = run.lastStep(id) + 1;
    if (report.report().step() < expected) {
      out.countDuplicate();
      return true;
    }
    if (report.report().step() > expected) {
      return false;
    }
    run.reported(id, report.report(), out);
    return true;
  }

  /** Attempts are alive; one that this worker should not hold is abandoned. */
  public Decision renew(WorkerId worker, List<AttemptProgress> progress) {
    Decision out = decision();
    seat(worker);
    List<StoreCommand.Renewal> renewals = new ArrayList<>();
    for (AttemptProgress each : progress) {
      AttemptId id = each.id();
      if (leases.holds(worker, id)) {
        leases.renew(id);
        renewals.add(new StoreCommand.Renewal(id.trial(), id.attempt(), each.batches()));
      } else {
        out.tell(worker, new ToWorker.Abandon(id));
      }
    }
    if (!renewals.isEmpty()) {
      out.write(new StoreCommand.RenewLeases(renewals, out.at()));
    }
    return out;
  }

  /** An attempt is over. It counts when all of its reports have arrived; else it comes again. */
  public Decision ended(WorkerId worker, AttemptEnded end) {
    Decision out = decision();
    seat(worker);
    AttemptId id = end.id();
    ExperimentRun run = runs.get(id.trial().experiment());
    if (run == null || !leases.holds(worker, id)) {
      out.tell(worker, new ToWorker.AckEnded(id));
      return out;
    }
    leases.renew(id);
    if (run.lastStep(id) >= end.reports()) {
      run.ended(id, ending(end), Optional.of(end.outcome()), out);
      out.tell(worker, new ToWorker.AckEnded(id));
      clear();
      seats.dispatch(out);
    }
    return out;
  }

  private static AttemptEnd ending(AttemptEnded end) {
    Outcome outcome = end.outcome();
    if (outcome instanceof Outcome.Trained trained) {
      return new AttemptEnd.Trained(trained.stoppedOnRequest());
    }
    if (outcome instanceof Outcome.Evaluated) {
      return new AttemptEnd.Evaluated();
    }
    if (outcome instanceof Outcome.Diverged) {
      return new AttemptEnd.Diverged();
    }
    if (outcome instanceof Outcome.RunnerLost crash) {
      return new AttemptEnd.RunnerCrashed(crash.cause(), end.companions() == 0);
    }
    return new AttemptEnd.Failed(((Outcome.Failed) outcome).cause());
  }

  /** A worker ends in order: its attempts can go to others at once. */
  public Decision leaving(WorkerId worker) {
    Decision out = decision();
    seats.leave(worker);
    leases.of(worker).forEach(id -> lost(id, out));
    clear();
    seats.dispatch(out);
    return out;
  }

  /** The cluster has removed a worker. It may come back within a few ticks. */
  public void gone(WorkerId worker) {
    leases.hurry(worker, TICKS_AFTER_GONE);
  }

  /** Time passes. */
  public Decision tick() {
    Decision out = decision();
    leases.tick().forEach(id -> lost(id, out));
    seats.tick(limitTicks);
    List.copyOf(runs.values()).forEach(run -> run.tick(out));
    clear();
    seats.dispatch(out);
    return out;
  }

  private void lost(AttemptId id, Decision out) {
    ExperimentRun run = runs.get(id.trial().experiment());
    if (run != null && leases.holder(id).isPresent()) {
      run.ended(id, new AttemptEnd.WorkerLost(), Optional.empty(), out);
    }
  }

  private void clear() {
    runs.values().removeIf(ExperimentRun::over);
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
    return new Decision(welcome.term(), clock.instant());
  }

  /** How many trials wait for a slot. */
  public int queuedTrials() {
    return runs.values().stream().mapToInt(ExperimentRun::queued).sum();
  }

  /** How many attempts are held by workers. */
  public int heldAttempts() {
    return leases.count();
  }

  /** How many workers are connected. */
  public int workers() {
    return seats.count();
  }
}
