package io.cellsearch.training.network;

import java.util.List;

/** One step of a network's way from the input to the head: rows in, rows out. */
interface Stage {

  /**
   * One pass over a batch.
   *
   * @param training whether to drop and to normalise as it is done to train
   */
  record Pass(Batch batch, boolean training, Draws draws) {

    /** Of all steps, padding included. */
    int rows() {
      return batch.steps() * batch.size();
    }
  }

  /** Numbers of a row that it gives. */
  int width();

  /** Rows [time][batch][outputs] of rows [time][batch][inputs], which stay until backward. */
  Rows forward(Rows x, Pass pass);

  /** The pass as the next stage sees it. */
  default Pass after(Pass pass) {
    return pass;
  }

  /** Where the gradients of the last forward pass's rows go before {@link #backward}. */
  Rows outputGradients();

  /** Overwrites the gradients of the parameters and of what the last forward pass read. */
  void backward();

  /** The gradients of what was read, if a stage below has parameters. */
  Rows inputGradients();

  /** Parameters with their places in the flat arrays. */
  List<ParameterTensor> tensors();
}
