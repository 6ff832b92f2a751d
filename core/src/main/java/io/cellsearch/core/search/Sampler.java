package io.cellsearch.core.search;

import io.cellsearch.core.space.Configuration;

/**
 * Suggests configurations. Its randomness comes from its seed and the trial's number, never from
 * the order of calls.
 */
interface Sampler {

  /** The configuration of the trial with this number, from 1. */
  Configuration suggest(int trial);

  /** A trial begins with a configuration, which need not be the one that was suggested. */
  default void started(Trial trial) {}

  /** A trial has reported an epoch, whose loss is the trial's last. */
  default void reported(Trial trial) {}

  /** A trial pauses or has ended: what is known of it is worth learning from. */
  default void learn(Trial trial) {}

  /** Whether there is nothing left to suggest. */
  default boolean exhausted() {
    return false;
  }
}
