package io.cellsearch.training.optimize;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;

/**
 * Steps of every optimizer on this process's own vector unit: a line with how many lanes it has,
 * then a line with the bits of the parameters for each optimizer.
 */
final class OptimizerLanes {
  private static final int LENGTH = 67;
  private static final int STEPS = 20;

  private OptimizerLanes() {}

  public static void main(String[] arguments) {
    System.out.println(FloatVector.SPECIES_PREFERRED.length());
    lines(OptimizerTest.SPECS).forEach(System.out::println);
  }

  /** The bits after some steps, one line for each optimizer. */
  static List<String> lines(List<OptimizerSpec> specs) {
    return specs.stream().map(OptimizerLanes::line).toList();
  }

  private static String line(OptimizerSpec spec) {
    SplittableRandom random = new SplittableRandom(3);
    Optimizer optimizer = spec.create(LENGTH);
    float[] parameters = numbers(random);
    for (int step = 0; step < STEPS; step++) {
      optimizer.step(parameters, numbers(random), 0.01);
    }
    StringBuilder bits = new StringBuilder();
    for (float parameter : parameters) {
      bits.append(HexFormat.of().toHexDigits(Float.floatToIntBits(parameter)));
    }
    return bits.toString();
  }

  private static float[] numbers(SplittableRandom random) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
