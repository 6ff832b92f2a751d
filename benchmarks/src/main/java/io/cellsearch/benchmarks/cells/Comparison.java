package io.cellsearch.benchmarks.cells;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A fresh process of each side, timed in alternation. */
final class Comparison implements AutoCloseable {
  private static final double SLICE_SECONDS = 0.15;
  private static final double PEAK_SECONDS = 1;
  private static final double THEIR_WARM_UP = 0.1;

  private final Side ours;
  private final Optional<Side> theirs;

  private Comparison(Side ours, Optional<Side> theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * One cell on one workload in one process.
   *
   * @param gigaflops of our matrix products a second
   */
  record Timing(
      Workload workload,
      String cell,
      double ourMillis,
      OptionalDouble theirMillis,
      double gigaflops) {}

  static Comparison start(List<String> ours, List<String> theirs) throws IOException {
    return new Comparison(
        Side.start(ours), theirs.isEmpty() ? Optional.empty() : Optional.of(Side.start(theirs)));
  }

  /** Billions of operations that this core does in a second at most. */
  double peak() throws IOException {
    return Double.parseDouble(ours.ask("peak " + PEAK_SECONDS));
  }

  Timing time(Workload workload, String cell, double warmUp, double seconds) throws IOException {
    String prepared = ours.ask("prepare " + workload + " " + cell);
    if (prepared.equals(Side.NONE)) {
      throw new IllegalArgumentException("there is no cell " + cell);
    }
    boolean both = theirs.isPresent() && theirs.get().prepare(workload, cell);
    ours.run(warmUp);
    if (both) {
      theirs.get().run(warmUp * THEIR_WARM_UP);
    }
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    for (double done = 0; done < seconds; done += SLICE_SECONDS) {
      our.addAll(ours.run(SLICE_SECONDS));
      if (both) {
        their.addAll(theirs.get().run(SLICE_SECONDS));
      }
    }
    double millis = median(our);
    return new Timing(
        workload,
        cell,
        millis,
        both ? OptionalDouble.of(median(their)) : OptionalDouble.empty(),
        Double.parseDouble(prepared) / millis / 1e6);
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  @Override
  public void close() throws IOException {
    ours.close();
    if (theirs.isPresent()) {
      theirs.get().close();
    }
  }
}
