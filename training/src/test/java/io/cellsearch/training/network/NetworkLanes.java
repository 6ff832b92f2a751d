package io.cellsearch.training.network;

import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.nd4j.Batches;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Steps of training of every cell on this process's own vector unit: a line with how many lanes it
 * has, then for each cell a line with the bits of its losses and a hash of its parameters.
 */
final class NetworkLanes {
  /** Multiples of three groups; of no number of lanes, and of each. */
  private static final int ODD_UNITS = 21;

  private static final int EVEN_UNITS = 48;

  private static final int STEPS = 2;
  private static final float RATE = 0.1f;

  private NetworkLanes() {}

  public static void main(String[] arguments) {
    System.out.println(Lanes.COUNT);
    lines().forEach(System.out::println);
  }

  /** One line for each cell. */
  static List<String> lines() {
    return Batches.cells().stream()
        .map(
            cell ->
                cell
                    + line(cell, ODD_UNITS, Head.EVERY_STEP, Loss.SIGMOID_CROSS_ENTROPY)
                    + line(cell, ODD_UNITS, Head.EVERY_STEP, Loss.SOFTMAX_CROSS_ENTROPY)
                    + line(cell, EVEN_UNITS, Head.LAST_STEP, Loss.MSE))
        .toList();
  }

  private static String line(String cell, int units, Head head, Loss loss) {
    NetworkSpec spec = Batches.network(cell, units, head, loss);
    VectorNetwork network = new VectorNetwork(spec);
    new ParameterInitialiser(3).initialise(network);
    Batch batch = Batches.random(spec, 5, new int[] {5, 2, 4}, 1);
    StringBuilder line = new StringBuilder();
    for (int step = 0; step < STEPS; step++) {
      double mean = network.train(batch, Draws.all(() -> 0)).mean();
      for (int i = 0; i < network.parameters().length; i++) {
        network.parameters()[i] -= RATE * network.gradients()[i];
      }
      line.append(' ')
          .append(HexFormat.of().toHexDigits(Double.doubleToLongBits(mean)))
          .append(' ')
          .append(Arrays.hashCode(network.parameters()));
    }
    return line.toString();
  }
}
