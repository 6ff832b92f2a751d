package io.cellsearch.coordinator.order;

import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.core.trial.ExperimentId;

/** What became of an order; each says it in a sentence for people. */
public sealed interface OrderResult {

  String message();

  /**
   * It is carried out, or had been before.
   *
   * @param state of the experiment now
   * @param changed whether it made a difference
   */
  record Done(ExperimentId experiment, ExperimentState state, boolean changed, String message)
      implements OrderResult {}

  /** It makes no sense where the experiment stands. */
  record Refused(String message) implements OrderResult {}

  /** There is no such experiment, or no such trial. */
  record Unknown(String message) implements OrderResult {}
}
