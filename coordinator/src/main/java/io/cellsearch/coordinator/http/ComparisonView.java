package io.cellsearch.coordinator.http;

import io.cellsearch.core.comparison.Comparison;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two trials of one task as the API shows them beside each other.
 *
 * @param metric the losses' name
 * @param test of the difference of their mean test losses; null where they have too few runs
 */
record ComparisonView(String metric, SideView first, SideView second, Optional<TestView> test) {

  /** One of the two; its confirmation is null where there is none. */
  record SideView(
      String experiment,
      int trial,
      String cell,
      OptionalDouble validationLoss,
      Optional<ConfirmationView> confirmation) {}

  /**
   * A test of the difference of two means, the first minus the second.
   *
   * @param firstRuns of the first that it used
   * @param secondRuns of the second that it used
   * @param margin half the width of the difference's 95 % confidence interval
   * @param statistic t; null where it is infinite
   */
  record TestView(
      String name,
      String assumption,
      int firstRuns,
      int secondRuns,
      double difference,
      double margin,
      OptionalDouble statistic,
      double degreesOfFreedom,
      double p) {

    static TestView of(Comparison comparison) {
      double t = comparison.statistic();
      return new TestView(
          comparison.test().title(),
          comparison.test().assumption(),
          comparison.first().count(),
          comparison.second().count(),
          comparison.difference(),
          comparison.margin(),
          Double.isFinite(t) ? OptionalDouble.of(t) : OptionalDouble.empty(),
          comparison.degreesOfFreedom(),
          comparison.p());
    }
  }
}
