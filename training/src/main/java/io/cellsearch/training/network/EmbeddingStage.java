package io.cellsearch.training.network;

import java.util.Arrays;
import java.util.List;

/**
 * Looks tokens up in a table [vocabulary][width] (Bengio et al. 2003): what a matrix would make of
 * their one-hot vectors, without the product. Padding becomes zeros, whatever stands there.
 */
final class EmbeddingStage implements Stage {
  private final ParameterTensor table;
  private final FlatPart flat;
  private final int width;
  private final Rows outputs;
  private final Rows gradients;

  /** By row, the token; −1 for padding. */
  private final int[] tokens;

  private int rows;

  EmbeddingStage(NetworkSpec spec, ParameterTensor table, FlatPart flat) {
    this.table = table;
    this.flat = flat;
    this.width = table.place().columns();
    int maxRows = spec.maxSteps() * spec.maxBatch();
    outputs = Rows.zeros(maxRows, width);
    gradients = Rows.zeros(maxRows, width);
    tokens = new int[maxRows];
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Rows forward(Rows x, Pass pass) {
    rows = pass.rows();
    for (int row = 0; row < rows; row++) {
      int to = outputs.start(row);
      tokens[row] = pass.batch().token(row, table.place().rows());
      if (tokens[row] < 0) {
        Arrays.fill(outputs.values(), to, to + width, 0);
      } else {
        int from = table.place().index(tokens[row], 0);
        System.arraycopy(flat.parameters(), from, outputs.values(), to, width);
      }
    }
    return outputs;
  }

  @Override
  public Rows outputGradients() {
    return gradients;
  }

  /** Adds every row's gradient to that of its token, step after step. */
  @Override
  public void backward() {
    int begin = table.place().offset();
    Arrays.fill(flat.gradients(), begin, begin + table.place().size(), 0);
    for (int row = 0; row < rows; row++) {
      int from = gradients.start(row);
      int to = tokens[row] < 0 ? 0 : table.place().index(tokens[row], 0);
      for (int i = 0; i < width && tokens[row] >= 0; i++) {
        flat.gradients()[to + i] += gradients.values()[from + i];
      }
    }
  }

  @Override
  public Rows inputGradients() {
    throw new IllegalStateException("tokens have no gradients");
  }

  @Override
  public List<ParameterTensor> tensors() {
    return List.of(table);
  }
}
