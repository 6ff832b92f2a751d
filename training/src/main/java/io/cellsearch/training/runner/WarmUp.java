package io.cellsearch.training.runner;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.optimize.Optimizer;
import io.cellsearch.training.optimize.OptimizerSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Trains small networks for nobody, so that the JVM has compiled what all cells share (matrix
 * products, losses, the vector operations themselves) when the first trial comes.
 */
public final class WarmUp {
  /** The most used cell, and one whose exponentials and logarithms that one has no use for. */
  private static final List<String> CELLS = List.of("lstm", "slstm");

  private static final int INPUTS = 8;
  private static final int UNITS = 64;
  private static final int STEPS = 20;
  private static final int BATCH = 16;
  private static final int ROUNDS = 40;
  private static final double LEARNING_RATE = 1e-3;

  private WarmUp() {}

  /**
   * Takes some two seconds of one core in a fresh JVM.
   *
   * @param ended asked at each batch whether to stop
   */
  public static void run(BooleanSupplier ended) {
    for (String name : CELLS) {
      train(CellLibrary.standard().find(name).orElseThrow(), ended);
    }
  }

  private static void train(CellDefinition cell, BooleanSupplier ended) {
    NetworkSpec spec =
        new NetworkSpec(
            cell,
            CellOptions.STANDARD,
            INPUTS,
            UNITS,
            1,
            INPUTS,
            Head.EVERY_STEP,
            Loss.SIGMOID_CROSS_ENTROPY,
            0,
            STEPS,
            BATCH);
    VectorNetwork network = new VectorNetwork(spec);
    new ParameterInitialiser(1).initialise(network);
    float[] zeros = new float[STEPS * BATCH * INPUTS];
    Batch batch = Batch.even(STEPS, BATCH, zeros, zeros);
    Optimizer optimizer = OptimizerSpec.Adam.STANDARD.create(network.parameters().length);
    Draws draws = Draws.all(new SplittableRandom(1));
    for (int round = 0; round < ROUNDS && !ended.getAsBoolean(); round++) {
      network.train(batch, draws);
      optimizer.step(network.parameters(), network.gradients(), LEARNING_RATE);
    }
  }
}
