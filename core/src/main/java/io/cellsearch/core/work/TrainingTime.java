package io.cellsearch.core.work;

/**
 * What an attempt must know of its trial's training time where that bounds the trial.
 *
 * @param spent seconds of the trial's epochs before the one at which the attempt begins
 * @param most seconds at which the trial is at its end: the first epoch that reaches them is its
 *     last
 */
public record TrainingTime(double spent, int most) {

  public TrainingTime {
    if (!(spent >= 0) || most < 1) {
      throw new IllegalArgumentException(
          "0 <= spent and 1 <= most must hold, but got " + spent + ", " + most);
    }
  }
}
