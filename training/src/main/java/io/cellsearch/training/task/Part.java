package io.cellsearch.training.task;

/** A part of a data set. */
public enum Part {
  /** What weights, scaling and references are fitted on. */
  TRAINING,
  /** What epochs and trials are ranked by. */
  VALIDATION,
  /** What the winner alone is evaluated on, once. */
  TEST
}
