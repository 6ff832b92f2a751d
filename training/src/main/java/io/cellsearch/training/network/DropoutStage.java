package io.cellsearch.training.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Drops numbers of rows in training, each on its own; gradients are masked where they lie. */
final class DropoutStage implements Stage {
  private final DropoutMask mask;
  private final Function<Draws, RandomGenerator> stream;
  private final Optional<Stage> below;
  private int rows;
  private boolean dropped;

  /**
   * @param below whose outputs are dropped; none for the network's input
   */
  DropoutStage(DropoutMask mask, Function<Draws, RandomGenerator> stream, Optional<Stage> below) {
    this.mask = mask;
    this.stream = stream;
    this.below = below;
  }

  @Override
  public int width() {
    return mask.units();
  }

  @Override
  public Rows forward(Rows x, Pass pass) {
    dropped = pass.training();
    if (!dropped) {
      return x;
    }
    rows = pass.rows();
    mask.draw(rows, stream.apply(pass.draws()));
    return mask.apply(x, rows);
  }

  @Override
  public Rows outputGradients() {
    return below.orElseThrow().outputGradients();
  }

  @Override
  public void backward() {
    if (dropped) {
      mask.multiply(outputGradients(), outputGradients(), rows);
    }
  }

  @Override
  public Rows inputGradients() {
    return outputGradients();
  }

  @Override
  public List<ParameterTensor> tensors() {
    return List.of();
  }
}
