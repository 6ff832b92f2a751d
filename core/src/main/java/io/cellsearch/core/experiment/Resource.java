package io.cellsearch.core.experiment;

import java.time.Duration;

/**
 * What a rule counts that compares trials on their way. Syne Tune calls it the resource, Ray Tune
 * {@code time_attr}.
 */
public enum Resource {
  /** Epochs; the last one is {@code training.max_epochs}. */
  EPOCHS,
  /**
   * Seconds of training time: training and validation of those of the trial's epochs that count, as
   * its workers measured them. Neither queueing nor pauses nor epochs that were lost count.
   */
  TIME;

  /** The longest training time at which a file may end a trial. */
  public static final Duration LONGEST = Duration.ofDays(3650);
}
