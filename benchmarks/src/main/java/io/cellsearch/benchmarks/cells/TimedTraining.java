package io.cellsearch.benchmarks.cells;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.optimize.Optimizer;
import io.cellsearch.training.optimize.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Steps of training of one cell on one workload: forwards, backwards, Adam. */
final class TimedTraining {
  private static final double LEARNING_RATE = 1e-3;
  private static final double MILLIS = 1e6;

  private final VectorNetwork network;
  private final Batch batch;
  private final Optimizer optimizer;
  private final SplittableRandom noDropout = new SplittableRandom(1);

  TimedTraining(Workload workload, CellDefinition cell) {
    NetworkSpec spec =
        new NetworkSpec(
            cell,
            CellOptions.STANDARD,
            workload.inputs,
            workload.units,
            1,
            workload.outputs,
            workload.head,
            workload.loss,
            0,
            workload.steps,
            Workload.BATCH);
    network = new VectorNetwork(spec);
    new ParameterInitialiser(1).initialise(network);
    batch = WorkloadBatch.draw(workload);
    optimizer = OptimizerSpec.Adam.STANDARD.create(network.parameters().length);
  }

  long parameterCount() {
    return network.parameterCount();
  }

  /** Trains for so long, at least one step; gives the milliseconds of each. */
  List<Double> run(double seconds) {
    List<Double> millis = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      long start = System.nanoTime();
      double loss = network.train(batch, noDropout).mean();
      optimizer.step(network.parameters(), network.gradients(), LEARNING_RATE);
      network.constrain();
      millis.add((System.nanoTime() - start) / MILLIS);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("the loss became " + loss);
      }
    } while (System.nanoTime() < end);
    return millis;
  }
}
