package io.cellsearch.core.importance;

/** What a tree predicts along one axis in the mean over all others. */
final class Marginal {
  private final Cells cells;
  private final double[] heights;

  /** One height for each cell. */
  Marginal(Cells cells, double[] heights) {
    this.cells = cells;
    this.heights = heights;
  }

  double at(double coordinate) {
    return heights[cells.holding(coordinate)];
  }

  /** Its variance under a uniform draw from the axis. */
  double variance() {
    double mean = 0;
    for (int cell = 0; cell < heights.length; cell++) {
      mean += cells.size(cell) * heights[cell];
    }
    double variance = 0;
    for (int cell = 0; cell < heights.length; cell++) {
      double off = heights[cell] - mean;
      variance += cells.size(cell) * off * off;
    }
    return variance;
  }
}
