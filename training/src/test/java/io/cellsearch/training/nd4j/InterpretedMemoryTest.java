package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.ArrayCensus;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.InterpretedMemory;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class InterpretedMemoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "lem", "slstm", "li-gru", "rnn-tanh"})
  void aNetworkHoldsNoMoreThanWasTold(String cell) throws Exception {
    NetworkSpec spec =
        new NetworkSpec(
            Batches.cell(cell),
            CellOptions.STANDARD,
            4,
            24,
            2,
            5,
            Head.EVERY_STEP,
            Loss.MSE,
            0,
            12,
            32);
    Nd4jTrainableNetwork network = new Nd4jTrainableNetwork(spec);
    Batch batch = Batch.even(12, 32, new float[12 * 32 * 4], new float[12 * 32 * 5]);
    network.train(batch, Draws.all(() -> 0));

    long held = ArrayCensus.bytes(network, List.of(spec, batch));
    long told = InterpretedMemory.nd4j(spec);
    System.err.printf("nd4j, %s: %d bytes held, %d told%n", cell, held, told);
    assertThat(held).isBetween(told / 20, told);
  }
}
