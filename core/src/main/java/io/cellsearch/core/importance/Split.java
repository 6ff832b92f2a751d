package io.cellsearch.core.importance;

import java.util.BitSet;

/** A cut of a box in two along one axis. */
sealed interface Split {
  int axis();

  /** By how much it lessens the squared error. */
  double gain();

  /** Whether a row comes to the lower part. */
  boolean isLower(Sample sample, int row);

  /** One part of a side that is cut. */
  Side part(Side whole, int choices, boolean lower);

  /** Numbers up to a threshold, and those beyond. */
  record AtNumber(int axis, double gain, double threshold) implements Split {
    @Override
    public boolean isLower(Sample sample, int row) {
      return sample.coordinate(row, axis) <= threshold;
    }

    @Override
    public Side part(Side whole, int choices, boolean lower) {
      return lower ? whole.below(threshold) : whole.above(threshold);
    }
  }

  /** Some values of a choice, and the others. */
  record AmongChoices(int axis, double gain, BitSet low) implements Split {
    @Override
    public boolean isLower(Sample sample, int row) {
      return low.get(sample.choice(row, axis));
    }

    @Override
    public Side part(Side whole, int choices, boolean lower) {
      BitSet values = whole.values(choices);
      if (lower) {
        values.and(low);
      } else {
        values.andNot(low);
      }
      return Side.of(values, choices);
    }
  }
}
