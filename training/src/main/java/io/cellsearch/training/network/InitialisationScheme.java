package io.cellsearch.training.network;

import java.util.Arrays;
import java.util.Locale;

/** Which initialisers a network starts from. */
public enum InitialisationScheme {
  /** Those of the cell: Glorot-uniform, orthogonal, biases 0, forget biases 1, or as it says. */
  STANDARD,
  /** U(±1/√n) for everything, as PyTorch's recurrent and dense layers; n = units. */
  PYTORCH,
  /** N(0, 0.1²) for everything (Greff et al. 2017). */
  GREFF,
  /** As the standard, but every bias is 0, forget biases too. */
  ZERO_BIAS,
  /**
   * As the standard, but gates start open for spans that are spread up to the longest sequence T:
   * forget biases are log U[1, T − 1], input biases their negatives (Tallec and Ollivier 2018).
   */
  CHRONO;

  /**
   * The scheme of a configuration's name: {@code zero-bias} is {@link #ZERO_BIAS}.
   *
   * @throws IllegalArgumentException for a name that no scheme has
   */
  public static InitialisationScheme of(String name) {
    for (InitialisationScheme scheme : values()) {
      if (scheme.toString().equals(name)) {
        return scheme;
      }
    }
    throw new IllegalArgumentException(
        "an initialisation is one of " + Arrays.toString(values()) + ", but is " + name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
