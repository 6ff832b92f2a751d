package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports, checkpoints and signs of life as they come in. What concerns no attempt of the worker is
 * abandoned.
 */
final class Intake {
  private final Leases leases;
  private final Runs runs;

  Intake(Leases leases, Runs runs) {
    this.leases = leases;
    this.runs = runs;
  }

  /** Reports of an attempt come in their order, or wait for the one before. */
  void reports(WorkerId worker, List<AttemptReport> reports, Decision out) {
    List<ReportId> done = new ArrayList<>();
    for (AttemptReport report : reports) {
      if (takeIn(worker, report, out)) {
        done.add(report.reportId());
      }
    }
    if (!done.isEmpty()) {
      out.tell(worker, new ToWorker.Ack(done));
    }
  }

  /** Whether a report is dealt with; one that came before its predecessor is not. */
  private boolean takeIn(WorkerId worker, AttemptReport report, Decision out) {
    AttemptId id = report.id();
    Optional<ExperimentRun> run = runs.of(id, worker);
    if (run.isEmpty()) {
      out.countStale();
      runs.refuseForeign(id, out);
      out.tell(worker, new ToWorker.Abandon(id));
      return true;
    }
    leases.renew(id);
    if (!run.get().takesReports(id)) {
      out.countStale();
      return true;
    }
    int expected = run.get().lastStep(id) + 1;
    if (report.report().step() < expected) {
      out.countDuplicate();
      return true;
    }
    if (report.report().step() > expected) {
      return false;
    }
    run.get().reported(id, report.report(), out);
    return true;
  }

  /** A checkpoint is stored; one that came before its reports is not answered, and comes again. */
  void checkpointed(WorkerId worker, AttemptId id, StoredCheckpoint checkpoint, Decision out) {
    Optional<ExperimentRun> run = runs.of(id, worker);
    if (run.isEmpty()) {
      runs.refuseForeign(id, out);
      out.tell(worker, new ToWorker.Abandon(id));
      return;
    }
    leases.renew(id);
    if (run.get().takesReports(id) && run.get().checkpointed(id, checkpoint, out)) {
      out.tell(worker, new ToWorker.AckCheckpoint(id, checkpoint));
    }
  }

  /** Attempts are alive. */
  void renew(WorkerId worker, List<AttemptProgress> progress, Decision out) {
    List<StoreCommand.Renewal> renewals = new ArrayList<>();
    for (AttemptProgress each : progress) {
      AttemptId id = each.id();
      if (leases.holds(worker, id)) {
        leases.renew(id);
        renewals.add(new StoreCommand.Renewal(id.trial(), id.attempt(), each.batches()));
      } else {
        runs.refuseForeign(id, out);
        out.tell(worker, new ToWorker.Abandon(id));
      }
    }
    if (!renewals.isEmpty()) {
      out.write(new StoreCommand.RenewLeases(renewals, out.at()));
    }
  }
}
