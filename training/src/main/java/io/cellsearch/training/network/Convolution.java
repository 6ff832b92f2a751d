package io.cellsearch.training.network;

import java.util.Arrays;
import java.util.Locale;

/**
 * A convolution over time (Waibel et al. 1989): y[t] = relu(Σ W[k] x[t − lead + k] + b), k from 0
 * to width − 1, where x is 0 beyond a sequence's ends.
 *
 * @param filters numbers of a step that it gives
 * @param width steps that one output is computed from
 */
public record Convolution(int filters, int width, Padding padding) {

  /** What a convolution does at the ends of a sequence. */
  public enum Padding {
    /** Zeros before the first step: an output reads its own step and those before. */
    CAUSAL,
    /**
     * Zeros at both ends: an output reads steps around its own; of an even width one more ahead.
     */
    SAME,
    /** None: there is no output until a whole width is read. */
    VALID;

    /**
     * The padding of a configuration's name.
     *
     * @throws IllegalArgumentException for a name that none has
     */
    public static Padding of(String name) {
      return Arrays.stream(values())
          .filter(padding -> padding.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "a padding is one of " + Arrays.toString(values()) + ", but is " + name));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Convolution {
    if (filters < 1 || width < 1) {
      throw new IllegalArgumentException(
          "filters and width of a convolution are at least 1, but are %d and %d"
              .formatted(filters, width));
    }
  }

  /** Steps of zeros before the first one. */
  public int lead() {
    return switch (padding) {
      case CAUSAL -> width - 1;
      case SAME -> (width - 1) / 2;
      case VALID -> 0;
    };
  }

  /** Steps of zeros after the last one. */
  public int tail() {
    return padding == Padding.SAME ? width - 1 - lead() : 0;
  }

  /** Steps that a sequence loses. */
  public int lost() {
    return padding == Padding.VALID ? width - 1 : 0;
  }

  /** Trainable numbers: matrices [width · inputs][filters] and a bias. */
  int parameterCount(int inputs) {
    return (width * inputs + 1) * filters;
  }
}
