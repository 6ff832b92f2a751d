package io.cellsearch.training.trainer;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.network.Convolution;
import io.cellsearch.training.network.Convolution.Padding;
import io.cellsearch.training.network.FrontEnd;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What of the {@code model} part of a configuration is about the network's front end. */
final class FrontEndSettings {
  static final String EMBEDDING = "model.embedding";
  private static final String FILTERS = "model.convolution_filters";
  private static final String WIDTH = "model.convolution_width";
  private static final String PADDING = "model.convolution_padding";
  private static final int STANDARD_WIDTH = 3;

  /** All names. */
  static final Set<String> KEYS = Set.of(EMBEDDING, FILTERS, WIDTH, PADDING);

  private FrontEndSettings() {}

  /**
   * Reads a configuration.
   *
   * @throws IllegalArgumentException for a value that no front end has
   */
  static FrontEnd of(Configuration configuration) {
    OptionalInt embedding =
        configuration.find(EMBEDDING).isPresent()
            ? OptionalInt.of(configuration.integer(EMBEDDING))
            : OptionalInt.empty();
    return new FrontEnd(embedding, convolution(configuration));
  }

  /** None where there are no filters. */
  private static Optional<Convolution> convolution(Configuration configuration) {
    if (configuration.find(FILTERS).isEmpty() || configuration.integer(FILTERS) == 0) {
      return Optional.empty();
    }
    boolean width = configuration.find(WIDTH).isPresent();
    boolean padding = configuration.find(PADDING).isPresent();
    return Optional.of(
        new Convolution(
            configuration.integer(FILTERS),
            width ? configuration.integer(WIDTH) : STANDARD_WIDTH,
            padding ? Padding.of(configuration.text(PADDING)) : Padding.CAUSAL));
  }
}
