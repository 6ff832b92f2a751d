package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.linalg.Lanes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class RowLossesTest {

  /** One product of sigmoids, one of just as many as it may have, and several. */
  @ParameterizedTest
  @ValueSource(ints = {1, 88, 512, 1100})
  void theLossOfEventsIsTheSumOfTheirCrossEntropies(int outputs) {
    NetworkSpec spec = spec(outputs);
    SplittableRandom random = new SplittableRandom(5);
    Rows logits = new Rows(new float[Lanes.pad(outputs)], 0, Lanes.pad(outputs));
    float[] targets = new float[outputs];
    double expected = 0;
    for (int j = 0; j < outputs; j++) {
      double z = (float) random.nextDouble(-30, 30);
      logits.values()[j] = (float) z;
      targets[j] = random.nextInt(2);
      // −log p of the event that happened
      expected += Math.log1p(Math.exp(targets[j] == 1 ? -z : z));
    }
    Batch batch = Batch.even(1, 1, new float[1], targets);

    LossSum loss = new RowLosses(spec, logits).replaceByGradients(batch);

    assertThat(loss.mean()).isCloseTo(expected, within(1e-6 * expected));
  }

  private static NetworkSpec spec(int outputs) {
    return new NetworkSpec(
        CellLibrary.standard().get("gru"),
        CellOptions.STANDARD,
        1,
        1,
        1,
        outputs,
        Head.EVERY_STEP,
        Loss.SIGMOID_CROSS_ENTROPY,
        0,
        1,
        1);
  }
}
