package io.cellsearch.training.trainer;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.optimize.GradientClipping;
import io.cellsearch.training.optimize.Optimizer;
import io.cellsearch.training.optimize.Weights;
import io.cellsearch.training.task.Evaluation;
import io.cellsearch.training.task.Part;
import io.cellsearch.training.task.SequenceTask;
import java.util.function.LongSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The epochs of one attempt. Random numbers depend on the trial's seed, the epoch and their purpose
 * alone, so equal assignments have equal losses, to the bit.
 */
final class Training {

  /** How the epochs ended. */
  enum End {
    /** All of them, or patience ran out. */
    FINISHED,
    /** On request, at a batch. */
    STOPPED,
    /** A loss became non-finite. */
    DIVERGED
  }

  private static final double NANOS_PER_SECOND = 1e9;

  private final SequenceTask task;
  private final TrainingSettings settings;
  private final long seed;
  private final Network network;
  private final Weights weights;
  private final Optimizer optimizer;
  private final BatchMeter meter;
  private final BestWeights best = new BestWeights();
  private int epochs;

  Training(
      SequenceTask task, TrainingSettings settings, long seed, Network network, BatchMeter meter) {
    this.task = task;
    this.settings = settings;
    this.seed = seed;
    this.network = network;
    weights = Weights.of(network.weights());
    optimizer = settings.optimizer().create(weights);
    this.meter = meter;
  }

  /** Trains until an end is reached; the network has the best weights then. */
  End run(TrainingListener listener, LongSupplier nanoTime) {
    long start = nanoTime.getAsLong();
    End end = End.FINISHED;
    try {
      while (epochs < settings.maxEpochs() && !isPatienceSpent()) {
        double trainingLoss = trainEpoch(epochs + 1);
        if (!Double.isFinite(trainingLoss)) {
          return End.DIVERGED;
        }
        Evaluation validation = validate();
        if (!Double.isFinite(validation.loss())) {
          return End.DIVERGED;
        }
        epochs++;
        best.offer(epochs, validation.loss(), network);
        double seconds = (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
        listener.reported(
            new EpochReport(
                epochs, epochs, trainingLoss, validation.loss(), validation.metrics(), seconds));
      }
    } catch (StoppedException e) {
      end = End.STOPPED;
    }
    best.restore(network);
    return end;
  }

  private boolean isPatienceSpent() {
    return settings.patience().isPresent() && best.age(epochs) >= settings.patience().getAsInt();
  }

  /** The mean loss of an epoch, or the first one of a batch that is not finite. */
  private double trainEpoch(int epoch) {
    Draws draws =
        new Draws(
            stream(epoch, Purpose.DROPOUT)::nextLong,
            stream(epoch, Purpose.INPUT_DROPOUT)::nextLong,
            stream(epoch, Purpose.RECURRENT_DROPOUT)::nextLong);
    UniformRandomProvider noise = stream(epoch, Purpose.INPUT_NOISE);
    LossSum loss = LossSum.NONE;
    for (Batch batch :
        task.trainingBatches(settings.batchSize(), stream(epoch, Purpose.SHUFFLING))) {
      LossSum batchLoss = network.train(noisy(batch, noise), draws);
      if (!Double.isFinite(batchLoss.sum())) {
        return batchLoss.sum();
      }
      step();
      loss = loss.plus(batchLoss);
      meter.batchDone();
    }
    return loss.mean();
  }

  private UniformRandomProvider stream(int epoch, Purpose purpose) {
    return Seeds.stream(Seeds.child(seed, epoch, purpose));
  }

  private Batch noisy(Batch batch, UniformRandomProvider noise) {
    return settings.inputNoise() > 0 ? InputNoise.add(batch, settings.inputNoise(), noise) : batch;
  }

  /** The penalty comes after clipping, which bounds what the data say. */
  private void step() {
    settings.clipNorm().ifPresent(norm -> GradientClipping.clip(network.gradients(), norm));
    if (settings.l2() > 0) {
      weights.addPenalty(network.parameters(), network.gradients(), settings.l2());
    }
    optimizer.step(network.parameters(), network.gradients(), settings.learningRate());
    network.constrain();
  }

  private Evaluation validate() {
    return task.evaluate(Part.VALIDATION, settings.batchSize(), meter.watched(network::evaluate));
  }

  /** Epochs that were trained and validated to their end. */
  int epochs() {
    return epochs;
  }

  /** The epoch of the best weights; 0 before the first. */
  int bestEpoch() {
    return best.epoch().orElse(0);
  }
}
