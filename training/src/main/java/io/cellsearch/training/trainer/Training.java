package io.cellsearch.training.trainer;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.optimize.OptimizerState;
import io.cellsearch.training.task.Evaluation;
import io.cellsearch.training.task.Part;
import io.cellsearch.training.task.SequenceTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The epochs of one attempt. Random numbers depend on the trial's seed, the epoch and their purpose
 * alone, so equal assignments have equal losses, to the bit.
 */
final class Training {

  /** How the epochs ended. */
  enum End {
    /** All of them, or patience or time ran out. */
    FINISHED,
    /** On request, at a batch. */
    STOPPED,
    /** At the epoch after which it was to pause, or had to. */
    PAUSED,
    /** A loss became non-finite. */
    DIVERGED
  }

  private final SequenceTask task;
  private final TrainingSettings settings;
  private final long seed;
  private final Network network;
  private final Learner learner;
  private final BatchMeter meter;
  private final Reach reach;
  private final BestWeights best = new BestWeights();
  private int epochs;

  /** What is trained, by what and how far. */
  record Subject(Network network, Learner learner, Reach reach) {}

  Training(
      SequenceTask task, TrainingSettings settings, long seed, Subject subject, BatchMeter meter) {
    this.task = task;
    this.settings = settings;
    this.seed = seed;
    this.network = subject.network();
    this.learner = subject.learner();
    this.reach = subject.reach();
    this.meter = meter;
  }

  /**
   * Trains until an end is reached; the network has the best weights then, and after a pause those
   * with which it is to go on.
   */
  End run(EpochLog log) {
    End end = End.FINISHED;
    try {
      while (!isOver()) {
        if (pausesNow()) {
          return End.PAUSED;
        }
        log.begins();
        double trainingLoss = trainEpoch(epochs + 1);
        if (!Double.isFinite(trainingLoss)) {
          return End.DIVERGED;
        }
        Evaluation validation = validate();
        if (!Double.isFinite(validation.loss())) {
          return End.DIVERGED;
        }
        epochs++;
        best.offer(epochs, validation.loss(), network.parameters());
        log.ends();
        reach.tookSeconds(log.seconds());
        log.ended(this, trainingLoss, validation);
      }
    } catch (StoppedException e) {
      end = End.STOPPED;
    }
    best.restore(network);
    return end;
  }

  private boolean pausesNow() {
    if (isAtItsPause() && !meter.mustPause()) {
      reach.mayTrainTo(meter.mayTrainTo(epochs, reach.spent(epochs)));
    }
    return isAtItsPause();
  }

  /** Whether the epoch is over after which it was to pause, or must now. */
  boolean isAtItsPause() {
    return reach.isAtItsPause(epochs) || meter.mustPause();
  }

  /** Whether no epoch is left: all are done, or patience or time ran out. */
  boolean isOver() {
    return epochs >= settings.maxEpochs() || isPatienceSpent() || reach.isOver();
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
      for (Batch segment : settings.feed().segments(batch, noise)) {
        LossSum segmentLoss = learner.learn(segment, draws);
        if (!Double.isFinite(segmentLoss.sum())) {
          return segmentLoss.sum();
        }
        loss = loss.plus(segmentLoss);
        meter.batchDone();
      }
    }
    return loss.mean();
  }

  private UniformRandomProvider stream(int epoch, Purpose purpose) {
    return Seeds.stream(Seeds.child(seed, epoch, purpose));
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

  /** All that later epochs depend on, where the learner can tell; between epochs only. */
  Optional<Checkpoint> checkpoint(Checkpoint.Origin origin) {
    return learner.save().map(state -> checkpoint(origin, state));
  }

  private Checkpoint checkpoint(Checkpoint.Origin origin, OptimizerState state) {
    Map<String, Checkpoint.Values> arrays = new TreeMap<>();
    state.arrays().forEach((name, flat) -> arrays.put(name, Checkpoint.Values.of(network, flat)));
    Checkpoint.Header header =
        new Checkpoint.Header(
            CheckpointFile.VERSION,
            origin,
            new Checkpoint.Progress(epochs, state.steps(), bestEpoch(), best.loss()),
            network.tensors().stream().map(Model.Tensor::of).toList(),
            List.copyOf(arrays.keySet()));
    return new Checkpoint(
        header,
        Checkpoint.Values.of(network, network.parameters()),
        Checkpoint.Values.of(network, best.parameters()),
        arrays);
  }

  /**
   * Goes on from a checkpoint as if nothing had happened in between.
   *
   * @throws IllegalArgumentException if it is one of another network or optimizer
   */
  void restore(Checkpoint checkpoint) {
    Checkpoint.Progress progress = checkpoint.header().progress();
    checkpoint.header().checkFits(network);
    Map<String, float[]> arrays = new TreeMap<>();
    checkpoint.optimizer().forEach((name, values) -> arrays.put(name, values.inPlacesOf(network)));
    learner.restore(new OptimizerState(progress.optimizerSteps(), arrays));
    float[] parameters = checkpoint.parameters().inPlacesOf(network);
    System.arraycopy(parameters, 0, network.parameters(), 0, parameters.length);
    best.offer(progress.bestEpoch(), progress.bestLoss(), checkpoint.best().inPlacesOf(network));
    epochs = progress.epoch();
  }
}
