package io.cellsearch.training.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.training.kernel.CellKernel;
import io.cellsearch.training.kernel.Instruction.Code;
import io.cellsearch.training.kernel.Loop;
import io.cellsearch.training.kernel.LoopBuilder;
import io.cellsearch.training.kernel.Place;
import io.cellsearch.training.kernel.Place.Layout;
import io.cellsearch.training.kernel.Transcendentals;
import io.cellsearch.training.linalg.Lanes;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
final class BytecodeCompilerTest {
  private static final int BATCH = 3;
  private static final int NP = 2 * Lanes.COUNT;
  private static final int BLOCK = BATCH * NP;

  static List<Arguments> functions() {
    return List.of(
        Arguments.of(
            "tanh",
            (ToIntBiFunction<LoopBuilder, Integer>) Transcendentals::tanh,
            (DoubleUnaryOperator) Math::tanh,
            -12,
            12,
            3e-7),
        Arguments.of(
            "sigmoid",
            (ToIntBiFunction<LoopBuilder, Integer>) Transcendentals::sigmoid,
            (DoubleUnaryOperator) x -> 1 / (1 + Math.exp(-x)),
            -20,
            20,
            3e-7),
        Arguments.of(
            "exp",
            (ToIntBiFunction<LoopBuilder, Integer>) Transcendentals::exp,
            (DoubleUnaryOperator) Math::exp,
            -80,
            80,
            3e-7),
        Arguments.of(
            "log",
            (ToIntBiFunction<LoopBuilder, Integer>) Transcendentals::log,
            (DoubleUnaryOperator) Math::log,
            1e-6,
            1e6,
            3e-7));
  }

  /** Errors relative to max(1, |value|), but of exp relative to the value. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void expansionsAreAsExactAsFloatsAllow(
      String name,
      ToIntBiFunction<LoopBuilder, Integer> expansion,
      DoubleUnaryOperator exact,
      double min,
      double max,
      double bound) {
    LoopBuilder builder = new LoopBuilder();
    builder.store(
        new Place(Layout.ROW, 1, 0),
        expansion.applyAsInt(builder, builder.load(new Place(Layout.ROW, 0, 0))));
    CellKernel kernel = BytecodeCompiler.compile(List.of(builder.build()));
    float[] arena = new float[2 * BLOCK];
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      for (int i = 0; i < BLOCK; i++) {
        arena[i] = (float) (min + (max - min) * random.nextDouble());
      }
      kernel.run(0, arena, new int[] {0, BLOCK}, 0, BATCH, NP, NP);
      for (int i = 0; i < BLOCK; i++) {
        double wanted = exact.applyAsDouble(arena[i]);
        double scale = name.equals("exp") ? wanted : Math.max(1, Math.abs(wanted));
        assertThat(arena[BLOCK + i] / scale)
            .as("%s(%s)", name, arena[i])
            .isCloseTo(wanted / scale, within(bound));
      }
    }
  }

  @Test
  void everyLayoutIsReadAndWrittenWhereItLies() {
    // buffers: 0 slots [2 steps][batch][2 np], 1 history [3 steps][batch][np], 2 row, 3 column
    // [2][np], 4 time [2][np], 5 sums [1][np]
    int[] offsets = {0, 4 * BLOCK, 7 * BLOCK, 8 * BLOCK, 9 * BLOCK, 10 * BLOCK};
    LoopBuilder builder = new LoopBuilder();
    int sum = builder.load(new Place(Layout.SLOT, 0, 1));
    sum = builder.apply(Code.ADD, sum, builder.load(new Place(Layout.NOW, 1, 0)));
    sum = builder.apply(Code.ADD, sum, builder.load(new Place(Layout.ROW, 2, 0)));
    sum = builder.apply(Code.ADD, sum, builder.load(new Place(Layout.COLUMN, 3, 1)));
    sum = builder.apply(Code.ADD, sum, builder.load(new Place(Layout.TIME, 4, 0)));
    builder.store(new Place(Layout.NEXT, 1, 0), sum);
    builder.accumulate(new Place(Layout.COLUMN, 5, 0), sum);
    CellKernel kernel = BytecodeCompiler.compile(List.of(builder.build()));
    float[] arena = new float[11 * BLOCK];
    for (int i = 0; i < arena.length; i++) {
      arena[i] = i % 97;
    }
    float[] before = arena.clone();

    kernel.run(0, arena, offsets, 1, BATCH, NP, 2 * NP);

    for (int column = 0; column < NP; column++) {
      float columnSum = before[offsets[5] + column];
      for (int row = 0; row < BATCH; row++) {
        float wanted =
            before[(BATCH + row) * 2 * NP + NP + column]
                + before[offsets[1] + (BATCH + row) * NP + column]
                + before[offsets[2] + row * NP + column]
                + before[offsets[3] + NP + column]
                + before[offsets[4] + NP + column];
        assertThat(arena[offsets[1] + (2 * BATCH + row) * NP + column]).isEqualTo(wanted);
        columnSum += wanted;
      }
      assertThat(arena[offsets[5] + column]).isEqualTo(columnSum);
    }
  }

  @Test
  void aStoreComesAfterTheLastLoadOfItsPlace() {
    Place place = new Place(Layout.ROW, 0, 0);
    LoopBuilder builder = new LoopBuilder();
    int old = builder.load(place);
    builder.store(place, builder.constant(2));
    builder.store(new Place(Layout.ROW, 1, 0), builder.apply(Code.MULTIPLY, old, old));
    CellKernel kernel = BytecodeCompiler.compile(List.of(builder.build()));
    float[] arena = new float[2 * BLOCK];
    java.util.Arrays.fill(arena, 3);

    kernel.run(0, arena, new int[] {0, BLOCK}, 0, BATCH, NP, NP);

    assertThat(arena[0]).isEqualTo(2);
    assertThat(arena[BLOCK]).isEqualTo(9);
  }

  @Test
  void bytecodeAndPrintedJavaAgreeBitForBit() {
    List<Loop> loops = List.of(everyInstruction(), everyInstruction());
    SplittableRandom random = new SplittableRandom(3);
    float[] one = new float[8 * BLOCK];
    for (int i = 0; i < one.length; i++) {
      one[i] = (float) (random.nextDouble() * 6 - 3);
    }
    float[] two = one.clone();
    int[] offsets = {0, 2 * BLOCK, 4 * BLOCK, 6 * BLOCK};

    BytecodeCompiler.compile(loops).run(1, one, offsets, 0, BATCH, NP, NP);
    SourceCompiler.compile(loops).run(1, two, offsets, 0, BATCH, NP, NP);

    assertThat(one).containsExactly(two);
  }

  private static Loop everyInstruction() {
    LoopBuilder builder = new LoopBuilder();
    int a = builder.load(new Place(Layout.SLOT, 0, 0));
    int b = builder.load(new Place(Layout.COLUMN, 1, 0));
    int c = builder.load(new Place(Layout.TIME, 2, 0));
    int value = Transcendentals.exp(builder, builder.apply(Code.SUBTRACT, a, b));
    value = Transcendentals.log(builder, value);
    value = builder.apply(Code.WHERE, c, value, Transcendentals.sigmoid(builder, a));
    value =
        builder.apply(Code.MAX, value, builder.apply(Code.MIN, a, builder.apply(Code.NEGATE, b)));
    value = builder.apply(Code.DIVIDE, value, builder.apply(Code.SQRT, builder.apply(Code.ABS, a)));
    builder.store(new Place(Layout.NEXT, 3, 0), value);
    builder.accumulate(new Place(Layout.COLUMN, 1, 0), value);
    return builder.build();
  }
}
