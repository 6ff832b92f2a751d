package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Once its code is compiled, a network trains batch after batch in the arrays that it has. Before
 * that, each vector of an interpreted loop is an object; so the test trains until there are none.
 */
@Tag("unit")
final class BatchAllocationTest {
  /**
   * For each layer: views of the batch, lists of states, iterators; and the loss. Measured: 1.6 to
   * 1.9 KB, however long the batch is. The slots alone of the smallest of these networks take 40
   * KB.
   */
  private static final long MOST_BYTES_PER_LAYER = 4096;

  private static final int WINDOW = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"lstm, 32, 1", "lstm, 20, 2", "gru, 32, 1", "li-gru, 20, 1", "clockwork, 16, 1"})
  void aBatchIsTrainedOnWithoutNewArrays(String cell, int units, int layers) {
    NetworkSpec spec =
        new NetworkSpec(
            CellLibrary.standard().get(cell),
            CellOptions.STANDARD,
            5,
            units,
            layers,
            7,
            Head.EVERY_STEP,
            Loss.MSE,
            0,
            40,
            16);
    VectorNetwork network = new VectorNetwork(spec);
    Batch batch = Batch.even(40, 16, new float[40 * 16 * 5], new float[40 * 16 * 7]);

    Instant end = Instant.now().plus(PATIENCE);
    long least = Long.MAX_VALUE;
    long most = MOST_BYTES_PER_LAYER * layers;
    while (least > most && Instant.now().isBefore(end)) {
      least = Math.min(least, bytesPerBatch(network, batch));
    }
    System.err.printf("%s of %d units: %d bytes a batch%n", cell, units, least);
    assertThat(least).as("bytes that a batch leaves on the heap").isLessThanOrEqualTo(most);
  }

  private static long bytesPerBatch(VectorNetwork network, Batch batch) {
    Draws draws = Draws.all(() -> 0);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < WINDOW; i++) {
      network.train(batch, draws);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / WINDOW;
  }
}
