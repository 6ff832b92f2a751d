package io.cellsearch.training.network;

/** Where the dense head reads the top layer. */
public enum Head {
  /** At the last step of each sequence's own length. */
  LAST_STEP,
  /** At every step of each sequence. */
  EVERY_STEP
}
