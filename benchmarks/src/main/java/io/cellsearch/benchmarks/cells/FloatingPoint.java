package io.cellsearch.benchmarks.cells;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.CellParameter;
import io.cellsearch.cells.CellParameter.Shape;
import io.cellsearch.training.network.Head;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How much arithmetic a step needs, and how much the core can do at most. */
final class FloatingPoint {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

  /** Few enough for the compiler to take the whole method over, not one long loop within it. */
  private static final int TURNS = 20_000;

  private static final int CHAINS = 12;

  private FloatingPoint() {}

  /**
   * Operations in the matrix products of a training step: a product forwards, and two backwards but
   * for the gradient of the network's input, which nobody needs.
   */
  static double perStep(Workload workload, Cell cell) {
    double products = 0;
    for (CellParameter parameter : cell.parameters()) {
      long count = parameter.count(workload.inputs, workload.units);
      if (parameter.shape() == Shape.INPUT_MATRIX) {
        products += 2.0 * count;
      } else if (parameter.shape() == Shape.STATE_MATRIX) {
        products += 3.0 * count;
      }
    }
    int headRows = workload.head == Head.LAST_STEP ? Workload.BATCH : workload.rows();
    return 2 * workload.rows() * products + 6.0 * headRows * workload.units * workload.outputs;
  }

  /** Billions of operations a second of fused multiply-adds on registers alone. */
  static double peak(double seconds) {
    double best = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      float sum = registersOnly();
      double took = System.nanoTime() - start;
      if (Float.isFinite(sum)) {
        best = Math.max(best, 2.0 * CHAINS * LANES.length() * TURNS / took);
      }
    }
    return best;
  }

  /** Twelve independent chains hide the latency of two units. */
  private static float registersOnly() {
    FloatVector factor = FloatVector.broadcast(LANES, 0.999f);
    FloatVector term = FloatVector.broadcast(LANES, 0.001f);
    FloatVector a = term;
    FloatVector b = term;
    FloatVector c = term;
    FloatVector d = term;
    FloatVector e = term;
    FloatVector f = term;
    FloatVector g = term;
    FloatVector h = term;
    FloatVector i = term;
    FloatVector j = term;
    FloatVector k = term;
    FloatVector l = term;
    for (int turn = 0; turn < TURNS; turn++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      i = i.fma(factor, term);
      j = j.fma(factor, term);
      k = k.fma(factor, term);
      l = l.fma(factor, term);
    }
    FloatVector sum =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
    return sum.lane(0);
  }
}
