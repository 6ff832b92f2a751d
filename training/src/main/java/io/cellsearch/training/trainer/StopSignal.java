package io.cellsearch.training.trainer;

/** Whether an attempt should end; it looks at every batch. */
@FunctionalInterface
public interface StopSignal {

  /** Never. */
  StopSignal NEVER = () -> false;

  /** True from the moment on that somebody wants the attempt to end. */
  boolean isRequested();
}
