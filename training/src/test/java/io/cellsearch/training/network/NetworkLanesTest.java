package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.training.LanesProcess;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks of every cell in processes whose vectors are as long as they may be. */
@Tag("unit")
final class NetworkLanesTest {

  @ParameterizedTest
  @ValueSource(ints = {16, 8, 4})
  void trainingHasEqualBitsOnVectorsOfAnyLength(int lanes)
      throws IOException, InterruptedException {
    assertThat(LanesProcess.lines(lanes, NetworkLanes.class)).isEqualTo(NetworkLanes.lines());
  }
}
