package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.ArrayCensus;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Convolution;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.InterpretedMemory;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.Variant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class InterpretedMemoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "lem", "slstm", "li-gru", "rnn-tanh"})
  void aNetworkHoldsNoMoreThanWasTold(String cell) throws Exception {
    assertHeldAsTold(spec(cell, 24, Variant.PLAIN));
  }

  @Test
  void soDoesOneWhoseConvolutionIsWiderThanItsLayers() throws Exception {
    FrontEnd wide = FrontEnd.convolution(400, 5, Convolution.Padding.CAUSAL);

    assertHeldAsTold(spec("rnn-tanh", 2, Variant.behind(wide)));
  }

  private static NetworkSpec spec(String cell, int units, Variant variant) {
    return new NetworkSpec(
        Batches.cell(cell),
        CellOptions.STANDARD,
        4,
        units,
        2,
        5,
        Head.EVERY_STEP,
        Loss.MSE,
        0,
        12,
        32,
        variant);
  }

  private static void assertHeldAsTold(NetworkSpec spec) throws Exception {
    Nd4jTrainableNetwork network = new Nd4jTrainableNetwork(spec);
    Batch batch = Batch.even(12, 32, new float[12 * 32 * 4], new float[12 * 32 * 5]);
    network.train(batch, Draws.all(() -> 0));

    long held = ArrayCensus.bytes(network, List.of(spec, batch));
    long told = InterpretedMemory.nd4j(spec);
    System.err.printf("nd4j, %s: %d bytes held, %d told%n", spec.cell().name(), held, told);
    assertThat(held).isBetween(told / 20, told);
  }
}
