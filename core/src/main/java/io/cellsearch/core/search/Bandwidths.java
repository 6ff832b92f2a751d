package io.cellsearch.core.search;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Centres and widths of the kernels of one numeric dimension. A width is the greater gap to the
 * neighbours, with the bounds as neighbours; of two observations and more the extremes look inwards
 * only. It lies between the range and a hundredth of it, or a larger part while there are few.
 */
final class Bandwidths {
  private final double low;
  private final double high;
  private double[] centres = new double[64];
  private double[] widths = new double[64];
  private int[] trials = new int[64];
  private int[] order = new int[64];
  private int count;

  Bandwidths(double low, double high) {
    this.low = low;
    this.high = high;
    centres[ParzenColumn.PRIOR] = (low + high) / 2;
    widths[ParzenColumn.PRIOR] = high - low;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  double centre(int slot) {
    return centres[slot];
  }

  double width(int slot) {
    return widths[slot];
  }

  void put(int slot, int trial, double centre) {
    if (slot >= centres.length) {
      centres = Arrays.copyOf(centres, 2 * slot);
      widths = Arrays.copyOf(widths, 2 * slot);
      trials = Arrays.copyOf(trials, 2 * slot);
    }
    if (count == order.length) {
      order = Arrays.copyOf(order, 2 * count);
    }
    centres[slot] = centre;
    widths[slot] = 0;
    trials[slot] = trial;
    int place = place(slot);
    System.arraycopy(order, place, order, place + 1, count - place);
    order[place] = slot;
    count++;
  }

  void remove(int slot) {
    int place = place(slot);
    count--;
    System.arraycopy(order, place + 1, order, place, count - place);
  }

  /** The number of slots before this one by (centre, trial). */
  private int place(int slot) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int other = order[middle];
      int compared = Double.compare(centres[other], centres[slot]);
      if (compared < 0 || compared == 0 && trials[other] < trials[slot]) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Computes the widths anew and names the slots whose width has changed. */
  void refresh(IntConsumer changed) {
    double most = high - low;
    double least = most / Math.min(100, count + 2);
    for (int i = 0; i < count; i++) {
      double width = Math.max(least, Math.min(most, gap(i)));
      if (widths[order[i]] != width) {
        widths[order[i]] = width;
        changed.accept(order[i]);
      }
    }
  }

  private double gap(int i) {
    double centre = centres[order[i]];
    double left = centre - (i == 0 ? low : centres[order[i - 1]]);
    double right = (i == count - 1 ? high : centres[order[i + 1]]) - centre;
    if (count >= 2 && i == 0) {
      return right;
    }
    return count >= 2 && i == count - 1 ? left : Math.max(left, right);
  }
}
