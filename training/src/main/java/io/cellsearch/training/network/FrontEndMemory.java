package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.VectorWidth;

/** The numbers of all arrays of a network's {@link FrontEnd}, told without making one. */
final class FrontEndMemory {
  private final NetworkSpec spec;
  private final FrontEnd frontEnd;
  private final VectorWidth width;
  private final long rows;

  FrontEndMemory(NetworkSpec spec, VectorWidth width) {
    this.spec = spec;
    this.frontEnd = spec.variant().frontEnd();
    this.width = width;
    this.rows = (long) spec.maxSteps() * spec.maxBatch();
  }

  /** Numbers of four bytes. */
  long numbers() {
    long embedding = frontEnd.embedding().isPresent() ? embedding() : 0;
    return embedding + frontEnd.convolution().map(this::convolution).orElse(0L) + inputDropout();
  }

  /** Of {@link EmbeddingStage}: outputs, their gradients, tokens. */
  private long embedding() {
    return 2 * array(rows * width.pad(frontEnd.embedding().orElseThrow())) + rows;
  }

  /** Of {@link ConvolutionStage} and {@link ShiftedProducts}. */
  private long convolution(Convolution convolution) {
    int inputs = frontEnd.embedded(spec.inputs());
    long paddedInputs = width.pad(inputs);
    long filters = width.pad(convolution.filters());
    long steps = (long) spec.maxSteps() + convolution.lead() + convolution.tail();
    return 2 * array(steps * spec.maxBatch() * paddedInputs)
        + 2 * array(rows * filters)
        + array(inputs * filters)
        + array(convolution.filters() * paddedInputs)
        + array(convolution.width() * inputs * filters)
        + shortenedLengths(convolution);
  }

  /** A batch that lost steps has lengths of its own. */
  private long shortenedLengths(Convolution convolution) {
    return convolution.lost() > 0 ? spec.maxBatch() : 0;
  }

  /** Of {@link DropoutMask}; behind a stage its rows are as far apart as that stage's. */
  private long inputDropout() {
    int given = spec.layerInputs(0);
    long stride = frontEnd.equals(FrontEnd.NONE) ? given : width.pad(given);
    return spec.variant().inputDropout() > 0 ? DropoutMask.ARRAYS * rows * stride : 0;
  }

  /** Stages below the lowest layer. */
  int stages() {
    return (frontEnd.embedding().isPresent() ? 1 : 0)
        + (frontEnd.convolution().isPresent() ? 1 : 0)
        + (spec.variant().inputDropout() > 0 ? 1 : 0);
  }

  private static long array(long count) {
    return Lanes.FIRST + count;
  }
}
