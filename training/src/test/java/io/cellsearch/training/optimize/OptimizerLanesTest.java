package io.cellsearch.training.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.training.LanesProcess;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimizers in processes whose vectors are as long as they may be. */
@Tag("unit")
final class OptimizerLanesTest {

  @ParameterizedTest
  @ValueSource(ints = {16, 8, 4})
  void stepsHaveEqualBitsOnVectorsOfAnyLength(int lanes) throws IOException, InterruptedException {
    assertThat(LanesProcess.lines(lanes, OptimizerLanes.class))
        .isEqualTo(OptimizerLanes.lines(OptimizerTest.SPECS));
  }
}
