package io.cellsearch.core.search;

/** Every trial runs to its end. */
final class NoStopping implements StoppingRule {
  private final int maxEpochs;

  NoStopping(int maxEpochs) {
    this.maxEpochs = maxEpochs;
  }

  @Override
  public int started(int trial) {
    return maxEpochs;
  }

  @Override
  public Verdict reported(int trial, double spent, double loss) {
    return Double.isFinite(loss) ? Verdict.GO_ON : Verdict.STOP;
  }
}
