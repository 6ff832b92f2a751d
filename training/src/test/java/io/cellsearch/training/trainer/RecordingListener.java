package io.cellsearch.training.trainer;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.StoredCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what it was told. */
final class RecordingListener implements TrainingListener {
  private final List<EpochReport> reports = new ArrayList<>();
  private final List<StoredCheckpoint> checkpoints = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();
  private final Map<Integer, Integer> answers = new HashMap<>();
  private final boolean wantsCheckpoints;
  private int handBackAfter = Integer.MAX_VALUE;
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

  /** Once it has to wait, it pauses unless it was told otherwise. */
  @Override
  public int mayTrainTo(int epoch, double spent) {
    asked.add(epoch);
    return answers.getOrDefault(epoch, epoch);
  }

  /** Wants the attempt back once so many epochs are reported. */
  void handBackAfter(int reported) {
    handBackAfter = reported;
  }

  @Override
  public boolean mustPause() {
    return reports.size() >= handBackAfter;
  }

  /** Lets an attempt that comes to an epoch train to a later one. */
  void answer(int epoch, int target) {
    answers.put(epoch, target);
  }

  /** The epochs at which an attempt asked how far it may train. */
  List<Integer> asked() {
    return asked;
  }

  @Override
  public boolean wantsCheckpoint() {
    return wantsCheckpoints;
  }

  @Override
  public void checkpointed(int step, StoredCheckpoint checkpoint) {
    checkpoints.add(checkpoint);
  }

  @Override
  public void checkpointMissing(IOException cause) {
    missing.add(cause.getMessage());
  }

  /** Why checkpoints are missing. */
  List<String> missing() {
    return missing;
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
