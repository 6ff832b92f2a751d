package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.nd4j.Batches;
import io.cellsearch.training.plan.CellPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
final class NetworkMemoryTest {
  static List<String> cells() {
    return Batches.cells();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyCellHoldsAsManyBytesAsWereToldBeforeItWasMade(String cell) throws Exception {
    // 12 units: divisible by all groups, and by no vector of 8 or 16 floats
    check(spec(Batches.cell(cell), 12, 2, 11, Head.EVERY_STEP, 0.3));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "16, 1, 3", "33, 3, 2", "64, 1, 20"})
  void allSizesHoldAsManyBytesAsWereTold(int units, int layers, int steps) throws Exception {
    CellDefinition lstm = CellLibrary.standard().get("lstm");
    check(spec(lstm, units, layers, steps, Head.LAST_STEP, 0));
    check(spec(lstm, units, layers, steps, Head.EVERY_STEP, 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "lstm, 0.2, 0, false, false",
    "gru, 0, 0.2, false, false",
    "lstm, 0, 0, true, false",
    "slstm, 0, 0, false, true",
    "lstm-peephole, 0.1, 0.2, true, true"
  })
  void variantsHoldAsManyBytesAsWereTold(
      String cell, double input, double recurrent, boolean bidirectional, boolean norm)
      throws Exception {
    NetworkSpec plain = spec(CellLibrary.standard().get(cell), 13, 2, 9, Head.LAST_STEP, 0.1);
    check(plain.with(new Variant(input, recurrent, bidirectional, norm)));
  }

  static List<FrontEnd> frontEnds() {
    Convolution same = new Convolution(5, 4, Convolution.Padding.SAME);
    return List.of(
        FrontEnd.embedding(6),
        FrontEnd.convolution(5, 3, Convolution.Padding.CAUSAL),
        FrontEnd.convolution(17, 2, Convolution.Padding.VALID),
        new FrontEnd(OptionalInt.of(9), Optional.of(same)));
  }

  @ParameterizedTest
  @MethodSource("frontEnds")
  void frontEndsHoldAsManyBytesAsWereTold(FrontEnd frontEnd) throws Exception {
    NetworkSpec plain = spec(CellLibrary.standard().get("gru"), 13, 2, 9, Head.LAST_STEP, 0.1);
    check(plain.with(Variant.behind(frontEnd)));
    check(plain.with(new Variant(0.2, 0, false, false, frontEnd)));
  }

  private static NetworkSpec spec(
      CellDefinition cell, int units, int layers, int steps, Head head, double dropout) {
    return new NetworkSpec(
        cell, CellOptions.STANDARD, 3, units, layers, 5, head, Loss.MSE, dropout, steps, 7);
  }

  private static void check(NetworkSpec spec) throws Exception {
    long told = NetworkMemory.bytes(spec, Lanes.WIDTH);
    VectorNetwork network = new VectorNetwork(spec);
    Batch batch = batch(spec);
    network.train(batch, Draws.all(new SplittableRandom(1)::nextLong));
    network.evaluate(batch, new float[batch.targets().length]);

    assertThat(ArrayCensus.bytes(network, List.of(spec, batch))).isEqualTo(told);
    assertThat(NetworkMemory.parameters(spec)).isEqualTo(network.parameters().length);
    assertThat(NetworkMemory.bytes(spec)).isGreaterThanOrEqualTo(told);
  }

  private static Batch batch(NetworkSpec spec) {
    int read = spec.variant().frontEnd().read(spec.inputs());
    float[] inputs = new float[spec.maxSteps() * spec.maxBatch() * read];
    float[] targets = new float[(int) spec.maxRows() * spec.outputs()];
    return Batch.even(spec.maxSteps(), spec.maxBatch(), inputs, targets);
  }

  @Test
  void theBytesOfANetworkThatNoMachineHoldsAreStillTold() {
    NetworkSpec spec = huge();
    // the slots alone: 4 gates × 4,096 units × 4 bytes for each of 100,000 × 65,536 rows
    assertThat(NetworkMemory.bytes(spec)).isGreaterThan(4L * 4096 * 4 * 100_000 * 65_536);
  }

  @Test
  void plansServeAllSizesButNotUnitsThatGroupsDoNotDivide() {
    CellDefinition clockwork = CellLibrary.standard().get("clockwork");
    List<CellPlan> plans = LayerPlans.of(spec(clockwork, 12, 2, 9, Head.LAST_STEP, 0));

    assertThat(LayerPlans.of(spec(clockwork, 16, 2, 5, Head.LAST_STEP, 0.1))).isSameAs(plans);
    assertThatThrownBy(() -> NetworkMemory.bytes(spec(clockwork, 10, 2, 9, Head.LAST_STEP, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("units of clockwork are divisible by its 4 groups, but are 10");
  }

  @Test
  void aNetworkBeyondAnyArrayIsRefusedInWords() {
    assertThatThrownBy(() -> new VectorNetwork(huge()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an array of a network has at most 2³¹ numbers")
        .hasMessageContaining("take fewer units");
  }

  private static NetworkSpec huge() {
    return new NetworkSpec(
        CellLibrary.standard().get("lstm"),
        CellOptions.STANDARD,
        3,
        4096,
        1,
        5,
        Head.LAST_STEP,
        Loss.MSE,
        0,
        100_000,
        65_536);
  }
}
