package io.cellsearch.training.network;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Upper estimates of what networks of the engines nd4j and dl4j hold, on the heap and beside it.
 * Their buffers are ND4J's to lay out and to free, so there is no exact number: what must be alive
 * at a time is counted twice, for what waits for the collector.
 */
public final class InterpretedMemory {
  /** An array's object, its shape and its entry in the collector's list, at most. */
  private static final long ARRAY_OBJECT = 1024;

  private static final int SLACK = 2;

  /** Parameters and gradients as floats and doubles, as arrays, and transposed for a product. */
  private static final int PARAMETER_BYTES = 48;

  /** Arrays of a step around a layer: masks, what is masked, normalised, turned, put together. */
  private static final int AROUND = 12;

  /** Rows of units that DL4J's LSTM keeps of a step: gates before and after, states, deltas. */
  private static final int DL4J_ROWS = 24;

  /** Numbers for each of a row's outputs: targets, linear outputs, gradients, their steps. */
  private static final int HEAD_NUMBERS = 12;

  /**
   * Arrays of what a front end reads and gives: values, gradients, and both while they are made.
   */
  private static final int FRONT_END_ARRAYS = 4;

  private InterpretedMemory() {}

  /** Of the engine nd4j, which keeps an array for each node of each step. */
  public static long nd4j(NetworkSpec spec) {
    long row = (long) spec.maxBatch() * spec.units() * Float.BYTES + ARRAY_OBJECT;
    long nodes = 0;
    for (int layer = 0; layer < spec.layers(); layer++) {
      for (Part part : spec.parts(layer)) {
        nodes += nodes(part.cell()) + AROUND;
      }
    }
    return SLACK * (spec.maxSteps() * nodes * row + common(spec));
  }

  /** Of the engine dl4j. */
  public static long dl4j(NetworkSpec spec) {
    long row = (long) spec.maxBatch() * spec.units() * Float.BYTES + ARRAY_OBJECT;
    return SLACK * (spec.maxSteps() * (long) spec.layers() * DL4J_ROWS * row + common(spec));
  }

  private static long common(NetworkSpec spec) {
    long rows = (long) spec.maxSteps() * spec.maxBatch();
    long batch = rows * (2L * spec.inputs() * Double.BYTES + 4L * spec.units() * Float.BYTES);
    long head = rows * spec.outputs() * HEAD_NUMBERS * Float.BYTES;
    return batch
        + head
        + rows * frontEnd(spec) * FRONT_END_ARRAYS * Float.BYTES
        + NetworkMemory.parameters(spec) * PARAMETER_BYTES;
  }

  /** Numbers of a row: of its embedding, of all steps that a filter reads, and of the filters. */
  private static long frontEnd(NetworkSpec spec) {
    FrontEnd frontEnd = spec.variant().frontEnd();
    long embedded = frontEnd.embedded(spec.inputs());
    long convolved =
        frontEnd.convolution().map(each -> each.width() * embedded + each.filters()).orElse(0L);
    return frontEnd.embedding().orElse(0) + convolved;
  }

  /** Of a step and its gradient; a sum of products is an array for each of them. */
  private static long nodes(Cell cell) {
    List<Node> roots = new ArrayList<>(cell.next().values());
    Gradient gradient = cell.gradient();
    Graph.reach(cell.next().values()).forEach(node -> gradient.of(node).ifPresent(roots::add));
    return Graph.reach(roots).stream().mapToLong(node -> 1L + node.matrices().size()).sum();
  }
}
