package io.cellsearch.benchmarks.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The lowest losses of a run, each from the evaluation on, counted from 1, that found it. */
record Incumbents(List<Improvement> improvements) {

  /** From this evaluation on the incumbent has this loss. */
  record Improvement(int evaluation, double loss) {}

  Incumbents {
    improvements = List.copyOf(improvements);
  }

  /** Keeps the lowest loss that is reported. */
  static final class Recorder {
    private final List<Improvement> improvements = new ArrayList<>();
    private double lowest = Double.POSITIVE_INFINITY;
    private int evaluations;

    /** Takes in the loss of the next evaluation, which may be {@code NaN}. */
    void evaluated(double loss) {
      evaluations++;
      if (loss < lowest) {
        lowest = loss;
        improvements.add(new Improvement(evaluations, loss));
      }
    }

    int evaluations() {
      return evaluations;
    }

    Incumbents incumbents() {
      return new Incumbents(improvements);
    }
  }

  /** The regret after each evaluation of a budget; 1 before the first finite loss. */
  double[] regrets(int budget, DoubleUnaryOperator regret) {
    double[] curve = new double[budget];
    int next = 0;
    double now = 1;
    for (int i = 0; i < budget; i++) {
      while (next < improvements.size() && improvements.get(next).evaluation() <= i + 1) {
        now = regret.applyAsDouble(improvements.get(next++).loss());
      }
      curve[i] = now;
    }
    return curve;
  }
}
