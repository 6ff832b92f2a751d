package io.cellsearch.training.task;

import io.cellsearch.training.data.PianoRoll;
import java.util.List;

/**
 * A model of piano rolls that counts: how often each pitch sounds, either overall or after a step
 * in which it sounded or not. Add-one smoothing; fitted on all predicted steps.
 */
final class PitchFrequencies {
  private final String title;
  private final boolean looksBack;
  private final double[][] logOn = new double[2][PianoRoll.PITCHES];
  private final double[][] logOff = new double[2][PianoRoll.PITCHES];

  private PitchFrequencies(String title, boolean looksBack, List<PianoRoll> pieces) {
    this.title = title;
    this.looksBack = looksBack;
    fit(pieces);
  }

  /** The frequency of each pitch. */
  static PitchFrequencies marginal(List<PianoRoll> training) {
    return new PitchFrequencies("marginal frequencies", false, training);
  }

  /** The frequency of each pitch given whether it sounded a step before. */
  static PitchFrequencies firstOrder(List<PianoRoll> training) {
    return new PitchFrequencies("first order per pitch", true, training);
  }

  /** What it is called beside a leaderboard. */
  String title() {
    return title;
  }

  private void fit(List<PianoRoll> pieces) {
    long[][] on = new long[2][PianoRoll.PITCHES];
    long[][] all = new long[2][PianoRoll.PITCHES];
    for (PianoRoll piece : pieces) {
      for (int step = 1; step < piece.length(); step++) {
        boolean[] before = sounding(piece.steps()[step - 1]);
        boolean[] now = sounding(piece.steps()[step]);
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
          int context = context(before[pitch]);
          all[context][pitch]++;
          on[context][pitch] += now[pitch] ? 1 : 0;
        }
      }
    }
    for (int context = 0; context < 2; context++) {
      for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
        double share = (on[context][pitch] + 1.0) / (all[context][pitch] + 2.0);
        logOn[context][pitch] = Math.log(share);
        logOff[context][pitch] = Math.log(1 - share);
      }
    }
  }

  private int context(boolean before) {
    return looksBack && before ? 1 : 0;
  }

  /** Nats per predicted step, summed over the pitches. */
  double loss(List<PianoRoll> pieces) {
    double sum = 0;
    long steps = 0;
    for (PianoRoll piece : pieces) {
      for (int step = 1; step < piece.length(); step++) {
        boolean[] before = sounding(piece.steps()[step - 1]);
        boolean[] now = sounding(piece.steps()[step]);
        for (int pitch = 0; pitch < PianoRoll.PITCHES; pitch++) {
          int context = context(before[pitch]);
          sum -= now[pitch] ? logOn[context][pitch] : logOff[context][pitch];
        }
        steps++;
      }
    }
    return sum / steps;
  }

  private static boolean[] sounding(int[] pitches) {
    boolean[] sounding = new boolean[PianoRoll.PITCHES];
    for (int pitch : pitches) {
      sounding[pitch - PianoRoll.LOWEST] = true;
    }
    return sounding;
  }
}
