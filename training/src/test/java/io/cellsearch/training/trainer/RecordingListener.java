package io.cellsearch.training.trainer;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.StoredCheckpoint;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was told. */
final class RecordingListener implements TrainingListener {
  private final List<EpochReport> reports = new ArrayList<>();
  private final List<StoredCheckpoint> checkpoints = new ArrayList<>();
  private final boolean wantsCheckpoints;
  private long batches;

  /** One that wants no checkpoints. */
  RecordingListener() {
    this(false);
  }

  RecordingListener(boolean wantsCheckpoints) {
    this.wantsCheckpoints = wantsCheckpoints;
  }

  @Override
  public void reported(EpochReport report) {
    reports.add(report);
  }

  @Override
  public void progressed(long batches) {
    this.batches = batches;
  }

  @Override
  public boolean wantsCheckpoint() {
    return wantsCheckpoints;
  }

  @Override
  public void checkpointed(int step, StoredCheckpoint checkpoint) {
    checkpoints.add(checkpoint);
  }

  /** All that were stored. */
  List<StoredCheckpoint> checkpoints() {
    return checkpoints;
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
