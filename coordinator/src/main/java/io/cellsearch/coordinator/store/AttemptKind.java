package io.cellsearch.coordinator.store;

/** What an attempt is for. */
public enum AttemptKind {
  /** To train the trial, from its start or from a checkpoint. */
  TRAIN,
  /** To evaluate the trial's stored weights on the test part. */
  EVALUATE
}
