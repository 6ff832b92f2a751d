package io.cellsearch.training.network;

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
  CHRONO
}
