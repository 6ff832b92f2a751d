package io.cellsearch.protocol;

import io.cellsearch.core.trial.EpochReport;

/**
 * A report on its way to the coordinator.
 *
 * @param term in which the attempt was assigned
 */
public record AttemptReport(AttemptId id, long term, EpochReport report) {

  /** Which report it is. */
  public ReportId reportId() {
    return new ReportId(id, report.step());
  }
}
