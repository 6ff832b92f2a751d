package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Floats;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout (Srivastava et al. 2014): a number is dropped with the rate's probability, else
 * scaled by 1 / (1 − rate).
 */
public final class DropoutMask {
  /** As long as all rows: factors, and what is left. */
  static final int ARRAYS = 2;

  private final int units;
  private final Rows dropped;
  private final float[] factors;
  private final float scale;

  /** Of 2³² equally likely draws as many are kept. */
  private final long kept;

  /**
   * A mask that drops nothing yet.
   *
   * @param stride between the rows; at least as long as the units
   */
  public DropoutMask(double rate, int maxRows, int units, int stride) {
    this.units = units;
    this.dropped = new Rows(Floats.array((long) maxRows * stride), 0, stride);
    this.factors = new float[dropped.values().length];
    this.scale = (float) (1 / (1 - rate));
    this.kept = Math.round((1 - rate) * 0x1p32);
  }

  /** Draws a mask of some rows: row after row, one 64-bit number for two units. */
  public void draw(int rows, RandomGenerator random) {
    for (int row = 0; row < rows; row++) {
      int start = dropped.start(row);
      for (int unit = 0; unit < units; unit += 2) {
        long bits = random.nextLong();
        factors[start + unit] = factor(bits >>> 32);
        if (unit + 1 < units) {
          factors[start + unit + 1] = factor(bits & 0xFFFF_FFFFL);
        }
      }
    }
  }

  /** What a number of the last drawn mask is multiplied by. */
  public float factor(int row, int unit) {
    return factors[dropped.start(row) + unit];
  }

  private float factor(long draw) {
    return draw < kept ? scale : 0;
  }

  int units() {
    return units;
  }

  /** The mask's own array of factors [row][stride]; gaps hold zeros. */
  public float[] factors() {
    return factors;
  }

  /** The masked rows, in a buffer of its own. */
  Rows apply(Rows from, int rows) {
    multiply(from, dropped, rows);
    return dropped;
  }

  /** Masks rows, which may be the same ones. */
  void multiply(Rows from, Rows to, int rows) {
    for (int row = 0; row < rows; row++) {
      int source = from.start(row);
      int target = to.start(row);
      int mask = dropped.start(row);
      for (int unit = 0; unit < units; unit++) {
        to.values()[target + unit] = from.values()[source + unit] * factors[mask + unit];
      }
    }
  }
}
