package io.cellsearch.training.nd4j;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Convolution;
import io.cellsearch.training.network.Convolution.Padding;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.params.provider.Arguments;

/** Small networks and random batches for them. */
public final class Batches {
  /** A cell that uses what the library's cells do not. */
  private static final CellDefinition EVERYTHING =
      CellDefinition.parse(
          "everything",
          """
          state h, c, m
          constant beta = 0.5
          a  = softplus(W x + U2 h + U h - beta) / (1 + exp(-x))
          k  = log(2 + abs(W x)) + sqrt(1.5 + sigmoid(U h + b))
          m' = max(a + m, W x)
          d  = min(a, p * k) * where(W x, relu(U c + b), -tanh(v * h))
          c' = tick(2) * d + (1 - tick(2)) * c - (beta - (beta - d)) / 2
          h' = tanh(c') + 0.1 * m' * d + U tanh(x)
          """);

  /** A cell with a constrained matrix and a clamped vector. */
  private static final CellDefinition CONSTRAINED =
      CellDefinition.parse(
          "constrained",
          """
          state h
          h' = tanh(W x + U{mask: upper-blocks(3)} h + u{clamp: 0.5} * h + b)
          """);

  /** A cell that reads two states below, its own output among them, and normalises. */
  private static final CellDefinition STACKED =
      CellDefinition.parse(
          "stacked",
          """
          state h, c
          k  = sigmoid(batchnorm(W x) + U h + p * below(c) + V below(h) + batchnorm(W2 x))
          c' = 0.5 * c + k * tanh(below(h) + W x + below(c) * x)
          h' = tanh(c') + 0.1 * clock(3) * below(h)
          """);

  private static final List<CellDefinition> OWN = List.of(EVERYTHING, CONSTRAINED, STACKED);

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant(0.3, 0, false, false),
          new Variant(0, 0.4, false, false),
          new Variant(0, 0, true, false),
          new Variant(0, 0, false, true),
          new Variant(0.2, 0.2, true, true),
          new Variant(0.2, 0, false, false, FrontEnd.embedding(5)),
          new Variant(0, 0, true, true, FrontEnd.convolution(5, 4, Padding.SAME)),
          new Variant(
              0.2,
              0,
              false,
              false,
              new FrontEnd(OptionalInt.of(5), Optional.of(new Convolution(7, 3, Padding.CAUSAL)))));

  private Batches() {}

  /** The names of all cells that every engine must agree on. */
  public static List<String> cells() {
    List<String> names = new ArrayList<>(CellLibrary.standard().names());
    OWN.forEach(cell -> names.add(cell.name()));
    return names;
  }

  /** Cells with variants of networks that every engine must agree on. */
  static List<Arguments> variants() {
    List<Arguments> all = new ArrayList<>();
    for (Variant variant : VARIANTS) {
      for (String cell : List.of("lstm-peephole", "gru", "depth-gated", "sru")) {
        all.add(Arguments.of(cell, variant));
      }
    }
    return all;
  }

  /** The same numbers whenever it is called, different ones for each purpose. */
  static Draws draws() {
    return new Draws(
        new SplittableRandom(21)::nextLong,
        new SplittableRandom(22)::nextLong,
        new SplittableRandom(23)::nextLong);
  }

  public static CellDefinition cell(String name) {
    return CellLibrary.standard()
        .find(name)
        .or(() -> OWN.stream().filter(cell -> cell.name().equals(name)).findFirst())
        .orElseThrow();
  }

  /**
   * Two layers; inputs 3, outputs 2, at most 9 steps of 4 sequences; three groups where the cell
   * has groups.
   */
  public static NetworkSpec network(String cell, int units, Head head, Loss loss) {
    CellDefinition definition = cell(cell);
    boolean groups = definition.numbers().containsKey("groups");
    CellOptions options = new CellOptions(Map.of(), groups ? Map.of("groups", 3.0) : Map.of());
    return new NetworkSpec(definition, options, 3, units, 2, 2, head, loss, 0, 9, 4);
  }

  /** Normal inputs or random tokens, and targets that suit the loss. */
  public static Batch random(NetworkSpec spec, int steps, int[] lengths, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = lengths.length;
    boolean tokens = spec.variant().frontEnd().embedding().isPresent();
    float[] inputs = new float[steps * size * spec.stepInputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = tokens ? random.nextInt(spec.inputs()) : (float) random.nextGaussian();
    }
    int rows = spec.head() == Head.LAST_STEP ? size : steps * size;
    float[] targets = new float[rows * spec.outputs()];
    for (int row = 0; row < rows; row++) {
      fill(spec, targets, row, random);
    }
    return new Batch(steps, size, inputs, targets, lengths);
  }

  public static int[] even(int steps, int size) {
    int[] lengths = new int[size];
    Arrays.fill(lengths, steps);
    return lengths;
  }

  private static void fill(NetworkSpec spec, float[] targets, int row, SplittableRandom random) {
    int start = row * spec.outputs();
    int chosen = random.nextInt(spec.outputs());
    for (int j = 0; j < spec.outputs(); j++) {
      targets[start + j] =
          switch (spec.loss()) {
            case MSE -> (float) random.nextGaussian();
            case SOFTMAX_CROSS_ENTROPY -> j == chosen ? 1 : 0;
            case SIGMOID_CROSS_ENTROPY -> random.nextBoolean() ? 1 : 0;
          };
    }
  }
}
