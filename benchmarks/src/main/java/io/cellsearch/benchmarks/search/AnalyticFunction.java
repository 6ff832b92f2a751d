package io.cellsearch.benchmarks.search;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** AnalyticFunction whose least value is known, for searches without learning curves. */
enum AnalyticFunction {
  /** Branin (Dixon and Szegö 1978): two numbers, three equal minima. */
  BRANIN("branin", 0.39788735772973816) {
    @Override
    SearchSpace space() {
      return Experiments.lasting(List.of(real("x", -5, 10), real("y", 0, 15)), 1);
    }

    @Override
    double value(Configuration at) {
      double x = at.real("x");
      double bend = at.real("y") - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
      return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
    }
  },

  /** Hartmann's function of six numbers (Hartman 1973), four wells. */
  HARTMANN("hartmann-6", -3.322368011415515) {
    @Override
    SearchSpace space() {
      return Experiments.lasting(
          IntStream.range(0, 6).mapToObj(d -> real("x" + d, 0, 1)).toList(), 1);
    }

    @Override
    double value(Configuration at) {
      double sum = 0;
      for (int well = 0; well < 4; well++) {
        double distance = 0;
        for (int d = 0; d < 6; d++) {
          double difference = at.real("x" + d) - 1e-4 * PLACES[well][d];
          distance += WIDTHS[well][d] * difference * difference;
        }
        sum -= DEPTHS[well] * Math.exp(-distance);
      }
      return sum;
    }
  },

  /**
   * Mixed and conditional, ours: a choice of three cells. One has a width, a whole number on a log
   * scale, one a switch and a real number; a rate on a log scale serves all. Each cell is a well in
   * what it has, that of the last is the deepest, and the best rate differs.
   */
  MIXED("mixed-conditional", 0) {
    @Override
    SearchSpace space() {
      Parameter width =
          new Parameter(
              "width", new Domain.IntRange(8, 512, Scale.LOG, 1), List.of(when("lstm", "gru")));
      Parameter peephole = new Parameter("peephole", choice("on", "off"), List.of(when("mgu")));
      Parameter scale = new Parameter("scale", real("scale", 0, 1).domain(), List.of(when("mgu")));
      Domain rate = new Domain.RealRange(1e-5, 1, Scale.LOG, OptionalDouble.empty());
      Parameter cell = Parameter.of("cell", choice("lstm", "gru", "mgu"));
      return Experiments.lasting(
          List.of(cell, width, peephole, scale, Parameter.of("rate", rate)), 1);
    }

    @Override
    double value(Configuration at) {
      double rate = Math.log10(at.real("rate"));
      return switch (at.text("cell")) {
        case "lstm" -> 0.2 + square((rate + 3) / 2.5) + square(log2(at, "width") - 7) / 9;
        case "gru" -> 0.1 + square((rate + 2.5) / 2.5) + square(log2(at, "width") - 5) / 9;
        default ->
            (at.text("peephole").equals("on") ? 0 : 0.15)
                + square((rate + 1.5) / 2.5)
                + 2 * square(at.real("scale") - 0.7);
      };
    }
  };

  private static final double[] DEPTHS = {1, 1.2, 3, 3.2};
  private static final double[][] WIDTHS = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] PLACES = {
    {1312, 1696, 5569, 124, 8283, 5886},
    {2329, 4135, 8307, 3736, 1004, 9991},
    {2348, 1451, 3522, 2883, 3047, 6650},
    {4047, 8828, 8732, 5743, 1091, 381}
  };

  private final String key;
  private final double least;

  AnalyticFunction(String key, double least) {
    this.key = key;
    this.least = least;
  }

  abstract SearchSpace space();

  abstract double value(Configuration at);

  String key() {
    return key;
  }

  /** The least value that there is. */
  double least() {
    return least;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double log2(Configuration at, String path) {
    return Math.log(at.real(path)) / Math.log(2);
  }

  private static Parameter real(String path, double min, double max) {
    return Parameter.of(path, new Domain.RealRange(min, max, Scale.LINEAR, OptionalDouble.empty()));
  }

  private static Domain choice(String... names) {
    return new Domain.Choice(
        IntStream.range(0, names.length)
            .<ParameterValue>mapToObj(i -> new ParameterValue.Text(names[i]))
            .toList());
  }

  private static Condition when(String... cells) {
    return new Condition(
        "cell",
        IntStream.range(0, cells.length)
            .<ParameterValue>mapToObj(i -> new ParameterValue.Text(cells[i]))
            .toList());
  }
}
