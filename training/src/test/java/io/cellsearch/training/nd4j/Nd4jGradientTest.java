package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Convolution;
import io.cellsearch.training.network.Convolution.Padding;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.ParameterTensor.Place;
import io.cellsearch.training.network.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The reference's gradients in double precision against central differences. */
@Tag("unit")
final class Nd4jGradientTest {
  private static final double EPSILON = 1e-6;
  private static final double FINE = 1e-4;
  private static final int STEPS = 5;
  private static final int UNITS = 3;

  /** Matrix elements that are checked besides all vectors. */
  private static final int SAMPLE = 20;

  @ParameterizedTest
  @MethodSource("io.cellsearch.training.nd4j.Batches#cells")
  void equalCentralDifferencesOnEvenAndOnRaggedSequences(String cell) {
    NetworkSpec spec = Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.SIGMOID_CROSS_ENTROPY);
    Batch even = Batches.random(spec, STEPS, Batches.even(STEPS, 2), 1);
    check(spec, even, Batches.random(spec, STEPS, new int[] {5, 2}, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "LAST_STEP, MSE",
    "LAST_STEP, SOFTMAX_CROSS_ENTROPY",
    "LAST_STEP, SIGMOID_CROSS_ENTROPY",
    "EVERY_STEP, MSE",
    "EVERY_STEP, SOFTMAX_CROSS_ENTROPY"
  })
  void equalCentralDifferencesForEachHeadAndLoss(Head head, Loss loss) {
    NetworkSpec spec = Batches.network("rnn-tanh", UNITS, head, loss);
    check(spec, Batches.random(spec, STEPS, new int[] {3, 5}, 3));
  }

  /** Each option once, with a cell that it could go wrong with. */
  static List<Arguments> variants() {
    return List.of(
        Arguments.of("gru", new Variant(0.3, 0, false, false)),
        Arguments.of("lstm-peephole", new Variant(0, 0.4, false, false)),
        Arguments.of("depth-gated", new Variant(0, 0, true, false)),
        Arguments.of("sru", new Variant(0, 0, false, true)),
        Arguments.of("rnn-tanh", new Variant(0.2, 0.2, true, true)),
        Arguments.of("gru", Variant.behind(FrontEnd.embedding(4))),
        Arguments.of("gru", Variant.behind(FrontEnd.convolution(4, 2, Padding.VALID))),
        Arguments.of(
            "mgu", new Variant(0, 0, true, false, FrontEnd.convolution(4, 3, Padding.SAME))),
        Arguments.of(
            "li-gru",
            Variant.behind(
                new FrontEnd(
                    OptionalInt.of(4), Optional.of(new Convolution(3, 2, Padding.CAUSAL))))));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void equalCentralDifferencesInEachVariantOfSomeCell(String cell, Variant variant) {
    boolean shorter = variant.frontEnd().convolution().stream().anyMatch(each -> each.lost() > 0);
    Head head = shorter || variant.bidirectional() ? Head.LAST_STEP : Head.EVERY_STEP;
    NetworkSpec spec = Batches.network(cell, 2, head, Loss.MSE).with(0.25, variant);
    check(spec, Batches.random(spec, 3, new int[] {3, 2}, 1));
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("io.cellsearch.training.nd4j.Batches#variants")
  void equalCentralDifferencesInEveryVariantOfEveryKindOfCell(String cell, Variant variant) {
    NetworkSpec spec = Batches.network(cell, UNITS, Head.LAST_STEP, Loss.MSE).with(0.25, variant);
    check(spec, Batches.random(spec, STEPS, new int[] {5, 2}, 1));
    NetworkSpec every = Batches.network(cell, UNITS, Head.EVERY_STEP, Loss.MSE).with(0.25, variant);
    check(every, Batches.random(every, STEPS, new int[] {3, 5}, 2));
  }

  private static void check(NetworkSpec spec, Batch... sameInputs) {
    List<Batch> batches = List.of(sameInputs);
    Nd4jNetwork network = new Nd4jNetwork(spec, DataType.DOUBLE);
    SplittableRandom random = new SplittableRandom(7);
    double[] parameters = network.parameters();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = random.nextGaussian() / Math.sqrt(UNITS);
    }
    List<double[]> symbolic = new ArrayList<>();
    for (Batch batch : batches) {
      network.train(batch, Batches.draws());
      symbolic.add(network.gradients().clone());
    }
    for (ParameterTensor tensor : network.tensors()) {
      for (int i : sample(tensor, network.tensors().size(), random)) {
        double[] numeric =
            spec.variant().layerNorm()
                ? fineDifferences(network, batches, i)
                : differences(network, batches, i, EPSILON);
        for (int k = 0; k < numeric.length; k++) {
          compare(symbolic.get(k)[i], numeric[k], tensor.id() + " at " + i + " in batch " + k);
        }
      }
    }
  }

  private static void compare(double symbolic, double numeric, String what) {
    // Central differences of a loss of about 1 carry an error of about 1e-16 / 1e-6 = 1e-10.
    double size = Math.max(1e-3, Math.abs(numeric) + Math.abs(symbolic));
    assertThat(Math.abs(numeric - symbolic) / size)
        .as("%s: %s against %s", what, symbolic, numeric)
        .isLessThan(1e-6);
  }

  /**
   * Of fourth order (five points), as normalisation bends the loss too much for the usual two: its
   * error is about h⁴ where theirs is h², so h may be large and rounding small.
   */
  private static double[] fineDifferences(Nd4jNetwork network, List<Batch> batches, int i) {
    double[] near = differences(network, batches, i, FINE);
    double[] far = differences(network, batches, i, 2 * FINE);
    for (int k = 0; k < near.length; k++) {
      near[k] = (4 * near[k] - far[k]) / 3;
    }
    return near;
  }

  private static double[] differences(
      Nd4jNetwork network, List<Batch> batches, int i, double step) {
    double[] parameters = network.parameters();
    double old = parameters[i];
    parameters[i] = old + step;
    double[] above = network.means(batches, Batches::draws);
    parameters[i] = old - step;
    double[] below = network.means(batches, Batches::draws);
    parameters[i] = old;
    double[] differences = new double[above.length];
    for (int k = 0; k < differences.length; k++) {
      differences[k] = (above[k] - below[k]) / (2 * step);
    }
    return differences;
  }

  /** All indices of a vector; of a matrix some, so that there are about SAMPLE in all. */
  private static List<Integer> sample(
      ParameterTensor tensor, int tensors, SplittableRandom random) {
    Place place = tensor.place();
    List<Integer> indices = new ArrayList<>();
    if (place.rows() == 1) {
      for (int column = 0; column < place.columns(); column++) {
        indices.add(place.index(0, column));
      }
      return indices;
    }
    for (int draw = 0; draw < Math.max(1, SAMPLE / tensors); draw++) {
      int row = random.nextInt(place.rows());
      int column = random.nextInt(place.columns());
      if (tensor.isTrained(row, column)) {
        indices.add(place.index(row, column));
      }
    }
    return indices;
  }
}
