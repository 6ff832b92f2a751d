package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.util.List;

/** What is done to a product while an experiment runs on it. */
interface Disturbance {
  /** Nothing. */
  Disturbance NONE = (product, experiment) -> List.of();

  /**
   * Disturbs it, and returns when nothing of the kind is under way any more.
   *
   * @return what was done, a line each, with what was left out and why
   */
  List<String> disturb(Product product, String experiment) throws IOException, InterruptedException;
}
