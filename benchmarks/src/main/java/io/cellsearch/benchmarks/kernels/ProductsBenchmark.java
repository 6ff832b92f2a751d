package io.cellsearch.benchmarks.kernels;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.MatrixProduct;
import io.cellsearch.training.linalg.Packing;
import io.cellsearch.training.linalg.WeightGradient;
import io.cellsearch.training.linalg.WeightGradient.Left;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a layer of four gates on a batch of 32: 2 · 32 · units · 4 units operations each, but
 * eight times as many for the weight gradient, which gathers eight steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ProductsBenchmark {
  private static final int BATCH = 32;
  private static final int STEPS = 8;
  private static final int GATES = 4;

  /** Units of the layer. */
  @Param({"64", "128", "256"})
  public int units;

  private int slots;
  private float[] states = new float[0];
  private float[] gates = new float[0];
  private float[] matrix = new float[0];
  private float[] packed = new float[0];
  private float[] packedTransposed = new float[0];
  private Left left = new Left(0, 0, 0, new float[0], 0, 0);

  /** Fills the operands. */
  @Setup
  public void fill() {
    slots = GATES * units;
    SplittableRandom random = new SplittableRandom(1);
    states = random(random, STEPS * BATCH * units);
    gates = random(random, STEPS * BATCH * slots);
    matrix = random(random, units * slots);
    packed = Lanes.array(units * slots);
    packedTransposed = Lanes.array(units * slots);
    left = new Left(units, 0, slots, Lanes.array(units * slots), Lanes.FIRST, slots);
    pack();
    packTransposed();
  }

  private static float[] random(SplittableRandom random, int count) {
    float[] values = Lanes.array(count);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** States times the matrices of all gates. */
  @Benchmark
  public float[] forward() {
    MatrixProduct.multiply(
        BATCH,
        slots,
        units,
        states,
        Lanes.FIRST,
        units,
        packed,
        Lanes.FIRST,
        gates,
        Lanes.FIRST,
        slots,
        false);
    return gates;
  }

  /** Gradients of all gates times the transposed matrices. */
  @Benchmark
  public float[] backward() {
    MatrixProduct.multiply(
        BATCH,
        units,
        slots,
        gates,
        Lanes.FIRST,
        slots,
        packedTransposed,
        Lanes.FIRST,
        states,
        Lanes.FIRST,
        units,
        false);
    return states;
  }

  /** Transposed states times gradients, gathered over eight steps. */
  @Benchmark
  public Left weightGradient() {
    left.read(states, Lanes.FIRST, units, false);
    WeightGradient.multiply(STEPS * BATCH, slots, gates, Lanes.FIRST, slots, left);
    return left;
  }

  /** What a batch pays once for {@link #forward}. */
  @Benchmark
  public float[] pack() {
    Packing.pack(matrix, Lanes.FIRST, slots, 1, units, slots, slots, packed, Lanes.FIRST);
    return packed;
  }

  /** What a batch pays once for {@link #backward}. */
  @Benchmark
  public float[] packTransposed() {
    Packing.pack(matrix, Lanes.FIRST, 1, slots, slots, units, units, packedTransposed, Lanes.FIRST);
    return packedTransposed;
  }
}
