package io.cellsearch.core.search;

/** Every trial runs to its end. */
final class NoStopping implements StoppingRule {
  @Override
  public boolean goesOn(int trial, int epoch, double loss) {
    return Double.isFinite(loss);
  }
}
