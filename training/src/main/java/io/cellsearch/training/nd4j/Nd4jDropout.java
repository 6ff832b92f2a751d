package io.cellsearch.training.nd4j;

import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.DropoutMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout of rows; the masks are those that the fast engine draws from the same stream. */
final class Nd4jDropout implements Nd4jStage {
  private final double rate;
  private final DataType type;
  private final Function<Draws, RandomGenerator> stream;
  private List<INDArray> masks = List.of();

  Nd4jDropout(double rate, DataType type, Function<Draws, RandomGenerator> stream) {
    this.rate = rate;
    this.type = type;
    this.stream = stream;
  }

  /** Factors [rows][width]. */
  static INDArray mask(double rate, long rows, long width, RandomGenerator random, DataType type) {
    DropoutMask mask = new DropoutMask(rate, (int) rows, (int) width, (int) width);
    mask.draw((int) rows, random);
    return Nd4j.createFromArray(mask.factors()).reshape(rows, width).castTo(type);
  }

  /** Factors of what recurrent matrices read, the same at all steps; none to evaluate. */
  static Optional<INDArray> recurrent(double rate, long[] shape, Pass pass, DataType type) {
    return pass.training() && rate > 0
        ? Optional.of(mask(rate, shape[0], shape[1], pass.draws().recurrentDropout(), type))
        : Optional.empty();
  }

  @Override
  public List<INDArray> forward(List<INDArray> inputs, Pass pass) {
    masks = new ArrayList<>();
    if (!pass.training()) {
      return inputs;
    }
    List<INDArray> outputs = new ArrayList<>();
    for (INDArray input : inputs) {
      RandomGenerator random = stream.apply(pass.draws());
      masks.add(mask(rate, input.size(0), input.size(1), random, type));
      outputs.add(input.mul(masks.get(masks.size() - 1)));
    }
    return outputs;
  }

  @Override
  public List<INDArray> backward(List<INDArray> outputGradients) {
    List<INDArray> gradients = new ArrayList<>();
    for (int t = 0; t < masks.size(); t++) {
      gradients.add(outputGradients.get(t).mul(masks.get(t)));
    }
    return gradients;
  }

  @Override
  public List<LayerParameters> parameters() {
    return List.of();
  }
}
