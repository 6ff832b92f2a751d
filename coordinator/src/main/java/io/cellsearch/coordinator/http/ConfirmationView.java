package io.cellsearch.coordinator.http;

import io.cellsearch.core.comparison.Confirmation;
import io.cellsearch.core.comparison.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A confirmed configuration as the API shows it.
 *
 * @param repetitions that there are or will be
 * @param tested how many of them have a test loss
 * @param mean of the test losses
 * @param margin half the width of the mean's 95 % confidence interval
 */
record ConfirmationView(
    int repetitions,
    int tested,
    OptionalDouble mean,
    OptionalDouble margin,
    List<RepetitionView> runs) {

  record RepetitionView(
      int trial, int repetition, long seed, String state, OptionalDouble testLoss) {}

  static ConfirmationView of(Confirmation confirmation) {
    Optional<Estimate> estimate = confirmation.estimate();
    return new ConfirmationView(
        confirmation.repetitions().size(),
        estimate.map(Estimate::count).orElse(0),
        estimate.map(found -> OptionalDouble.of(found.mean())).orElse(OptionalDouble.empty()),
        estimate.map(Estimate::margin).orElse(OptionalDouble.empty()),
        confirmation.repetitions().stream().map(ConfirmationView::of).toList());
  }

  private static RepetitionView of(Confirmation.Repeated repeated) {
    return new RepetitionView(
        repeated.trial(),
        repeated.repetition().number(),
        repeated.seed(),
        repeated.state().name(),
        repeated.testLoss());
  }
}
