package io.cellsearch.training.trainer;

import io.cellsearch.core.trial.EpochReport;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class RecordingListener implements TrainingListener {
  private final List<EpochReport> reports = new ArrayList<>();
  private long batches;

  @Override
  public void reported(EpochReport report) {
    reports.add(report);
  }

  @Override
  public void progressed(long batches) {
    this.batches = batches;
  }

  List<EpochReport> reports() {
    return reports;
  }

  List<Double> validationLosses() {
    return reports.stream().map(EpochReport::validationLoss).toList();
  }

  long batches() {
    return batches;
  }
}
