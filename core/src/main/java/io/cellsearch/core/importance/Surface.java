package io.cellsearch.core.importance;

/** What a tree predicts along two axes in the mean over all others, cell by cell. */
final class Surface {
  private final Cells rows;
  private final Cells columns;

  /** Differences to the cell above, to the left: {@code [row * (columns + 1) + column]}. */
  private final double[] steps;

  Surface(Cells rows, Cells columns) {
    this.rows = rows;
    this.columns = columns;
    this.steps = new double[(rows.count() + 1) * (columns.count() + 1)];
  }

  /** Adds a height wherever both sides are. */
  void raise(Side a, Side b, double height) {
    for (int i = 0; i < a.spans(); i++) {
      int top = rows.at(a.low(i)) * (columns.count() + 1);
      int bottom = rows.at(a.high(i)) * (columns.count() + 1);
      for (int j = 0; j < b.spans(); j++) {
        int left = columns.at(b.low(j));
        int right = columns.at(b.high(j));
        steps[top + left] += height;
        steps[top + right] -= height;
        steps[bottom + left] -= height;
        steps[bottom + right] += height;
      }
    }
  }

  /** The variance under a uniform draw from both axes. */
  double variance() {
    double[] heights = new double[columns.count()];
    double mean = 0;
    double squares = 0;
    for (int row = 0; row < rows.count(); row++) {
      double change = 0;
      double ofRow = 0;
      double squaresOfRow = 0;
      for (int column = 0; column < heights.length; column++) {
        change += steps[row * (columns.count() + 1) + column];
        heights[column] += change;
        ofRow += columns.size(column) * heights[column];
        squaresOfRow += columns.size(column) * heights[column] * heights[column];
      }
      mean += rows.size(row) * ofRow;
      squares += rows.size(row) * squaresOfRow;
    }
    return squares - mean * mean;
  }
}
