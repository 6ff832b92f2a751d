package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Draws;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One step of a network's way from the input to the head: lists have an array for each step. */
interface Nd4jStage {

  /**
   * One pass over a batch.
   *
   * @param mask [time · batch][1]: 1 where a row counts
   * @param before how many steps of the same sequences the passes before this one had
   */
  record Pass(INDArray mask, int before, boolean training, Draws draws) {

    /** How long each sequence of a batch with that many steps is. */
    int[] lengths(int steps) {
      return mask.reshape(steps, mask.length() / steps).sum(0).toIntVector();
    }
  }

  List<INDArray> forward(List<INDArray> inputs, Pass pass);

  /** The pass as the next stage sees it. */
  default Pass after(Pass pass, int batch) {
    return pass;
  }

  /** Adds to the parameters' gradients and gives the inputs' gradients. */
  List<INDArray> backward(List<INDArray> outputGradients);

  /** Of the stage itself. */
  List<LayerParameters> parameters();
}
