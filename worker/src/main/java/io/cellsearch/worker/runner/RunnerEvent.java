package io.cellsearch.worker.runner;

import io.cellsearch.frames.Frame;

/** What happens to a runner. */
public sealed interface RunnerEvent {

  /** It said something. */
  record Heard(Frame.FromRunner frame) implements RunnerEvent {}

  /**
   * Its process is gone, with every attempt in it; another one is on its way.
   *
   * @param cause in one line
   * @param detail the last lines that it wrote to its log
   */
  record Lost(String cause, String detail) implements RunnerEvent {}
}
