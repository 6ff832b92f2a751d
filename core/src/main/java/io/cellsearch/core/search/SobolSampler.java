package io.cellsearch.core.search;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequence of Sobol (1967) with the nested uniform scrambling of Owen (1995, "Randomly permuted
 * (t,m,s)-nets and (t,s)-sequences"): each bit of a coordinate is flipped by a random bit that
 * depends on the bits above it. Every parameter has a dimension of its own, an inactive one too.
 */
final class SobolSampler implements Sampler {
  private final SearchSpace space;
  private final Map<String, Integer> dimensions = new HashMap<>();
  private final List<Axis> axes;
  private final int[][] directions;
  private final long[] seeds;

  SobolSampler(SearchSpace space, long seed) {
    this.space = space;
    axes = Axis.of(space);
    directions = new int[axes.size()][];
    seeds = new long[axes.size()];
    for (int d = 0; d < axes.size(); d++) {
      dimensions.put(axes.get(d).path(), d);
      directions[d] = DirectionNumbers.of(d);
      seeds[d] = Seeds.child(seed, axes.get(d).path(), Purpose.CONFIGURATION);
    }
  }

  @Override
  public Configuration suggest(int trial) {
    return space.configure(
        parameter -> {
          int dimension = dimensions.getOrDefault(parameter.path(), -1);
          return axes.get(dimension).at(coordinate(trial - 1, dimension));
        });
  }

  /** The n-th number, from 0, of a dimension, in [0, 1). */
  double coordinate(int n, int dimension) {
    int plain = point(n, directions[dimension]);
    return (scrambled(plain, seeds[dimension]) & 0xffffffffL) * 0x1p-32;
  }

  /** The n-th point before the scrambling, without the detour through Gray's code. */
  static int point(int n, int[] directions) {
    int point = 0;
    for (int bit = 0; n >>> bit != 0; bit++) {
      point ^= (n >>> bit & 1) * directions[bit];
    }
    return point;
  }

  private static int scrambled(int plain, long seed) {
    int scrambled = 0;
    for (int bit = 0; bit < DirectionNumbers.BITS; bit++) {
      // The bits above this one, with a leading 1 that tells prefixes of different lengths apart.
      long prefix = 1L << bit | (plain & 0xffffffffL) >>> DirectionNumbers.BITS - bit;
      long flip = Seeds.child(seed, prefix, Purpose.CONFIGURATION) & 1;
      int mask = 1 << DirectionNumbers.BITS - 1 - bit;
      scrambled |= plain & mask ^ (flip == 1 ? mask : 0);
    }
    return scrambled;
  }
}
