package io.cellsearch.training.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The reference's gradients of segments against central differences: the states that a segment
 * begins with are constants, whatever parameters they were computed with.
 */
@Tag("unit")
final class SegmentGradientTest {
  private static final double EPSILON = 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {"lstm-peephole", "gru", "clockwork", "depth-gated", "indrnn"})
  void equalCentralDifferencesWhoseSegmentsBeginWithTheSameStates(String cell) {
    NetworkSpec spec = Batches.network(cell, 3, Head.EVERY_STEP, Loss.MSE);
    List<Batch> segments = Batches.random(spec, 5, new int[] {5, 3}, 1).segments(2);
    Nd4jNetwork network = new Nd4jNetwork(spec, DataType.DOUBLE);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < network.parameters().length; i++) {
      network.parameters()[i] = random.nextGaussian() / Math.sqrt(3);
    }
    double[] symbolic = last(network, segments);

    for (int i = 0; i < symbolic.length; i += 5) {
      double numeric = difference(network, segments, i);
      double size = Math.max(1e-3, Math.abs(numeric) + Math.abs(symbolic[i]));
      // Central differences of a loss of about 1 carry an error of about 1e-16 / 1e-6 = 1e-10.
      assertThat(Math.abs(numeric - masked(network, i, symbolic[i], numeric)) / size)
          .as("%d: %s against %s", i, symbolic[i], numeric)
          .isLessThan(1e-6);
    }
  }

  /** Numbers below a mask have differences, but are not trained. */
  private static double masked(Nd4jNetwork network, int index, double symbolic, double numeric) {
    boolean trained =
        network.tensors().stream()
            .filter(tensor -> tensor.place().offset() <= index)
            .reduce((a, b) -> b)
            .map(
                tensor -> {
                  int number = index - tensor.place().offset();
                  int columns = tensor.place().columns();
                  return tensor.isTrained(number / columns, number % columns);
                })
            .orElseThrow();
    return trained ? symbolic : numeric;
  }

  private static double[] last(Nd4jNetwork network, List<Batch> segments) {
    segments.forEach(network::train);
    return network.gradients().clone();
  }

  private static double difference(Nd4jNetwork network, List<Batch> segments, int i) {
    return (loss(network, segments, i, EPSILON) - loss(network, segments, i, -EPSILON))
        / (2 * EPSILON);
  }

  /** Of the last segment alone with another parameter than those before it had. */
  private static double loss(Nd4jNetwork network, List<Batch> segments, int i, double change) {
    int end = segments.size() - 1;
    segments.subList(0, end).forEach(network::evaluate);
    double old = network.parameters()[i];
    network.parameters()[i] = old + change;
    double loss = network.evaluate(segments.get(end)).mean();
    network.parameters()[i] = old;
    return loss;
  }
}
