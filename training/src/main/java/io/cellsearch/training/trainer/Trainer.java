package io.cellsearch.training.trainer;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.task.Evaluation;
import io.cellsearch.training.task.Part;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Carries out assignments. Equal assignments give equal losses and equal model files, to the bit,
 * on every machine whose kernels do not depend on the vector width. Safe for use by several
 * threads.
 */
public final class Trainer {
  private final Engines engines;
  private final ModelStore models;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime a clock in nanoseconds that never goes back
   */
  public Trainer(Engines engines, ModelStore models, LongSupplier nanoTime) {
    this.engines = engines;
    this.models = models;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs one attempt to its end on the calling thread; one that goes on from a checkpoint ends as
   * if it had never been interrupted.
   *
   * @param task the assignment's task, bound to its data
   * @throws IllegalArgumentException for a configuration that no network can be made of, and for a
   *     checkpoint of another trial
   * @throws IOException if a model or a checkpoint cannot be stored or read
   */
  public Outcome run(
      Assignment assignment, SequenceTask task, TrainingListener listener, StopSignal stop)
      throws IOException {
    return assignment.kind() instanceof Assignment.Kind.Evaluate evaluate
        ? evaluate(assignment, evaluate.model(), task, listener)
        : train(assignment, task, listener, stop);
  }

  /** The name of the engine that trains an assignment. */
  public String engine(Assignment assignment) {
    return engines.resolve(TrainingSettings.engine(assignment.configuration()));
  }

  private Outcome train(
      Assignment assignment, SequenceTask task, TrainingListener listener, StopSignal stop)
      throws IOException {
    ModelSettings model = ModelSettings.of(assignment.configuration(), assignment.cells());
    TrainingSettings settings = TrainingSettings.of(assignment.configuration());
    NetworkFactory engine = engines.of(TrainingSettings.engine(assignment.configuration()));
    model.check(task);
    NetworkSpec spec = model.network(task.shape(), settings.batchSize());
    settings.check(spec);
    Network network = engine.create(spec);
    Training.Subject subject =
        new Training.Subject(
            network, engine.learner(network, settings.rule()), Reach.of(assignment));
    Training training =
        new Training(task, settings, assignment.seed(), subject, new BatchMeter(listener, stop));
    Optional<Checkpoint> from = checkpoint(assignment);
    if (from.isPresent()) {
      training.restore(from.get());
    } else {
      new ParameterInitialiser(assignment.seed(), model.initialisation()).initialise(network);
      startHead(network, task, settings, assignment.seed());
    }
    EpochLog log = new EpochLog(listener, nanoTime, models, Checkpoint.Origin.of(assignment));
    Training.End end = training.run(log);
    if (end == Training.End.DIVERGED) {
      return new Outcome.Diverged(training.epochs() + 1);
    }
    if (end == Training.End.PAUSED) {
      // Before the first epoch there is nothing to go on from.
      return new Outcome.Paused(
          training.epochs(), training.epochs() == 0 ? Optional.empty() : log.store(training));
    }
    Optional<String> stored =
        training.epochs() == 0 ? Optional.empty() : Optional.of(store(assignment, task, network));
    return new Outcome.Trained(
        training.epochs(), training.bestEpoch(), stored, end == Training.End.STOPPED);
  }

  /** What the attempt goes on from. */
  private Optional<Checkpoint> checkpoint(Assignment assignment) throws IOException {
    if (!(assignment.kind() instanceof Assignment.Kind.Train train) || train.from().isEmpty()) {
      return Optional.empty();
    }
    String name = train.from().get().sha256();
    Checkpoint checkpoint = CheckpointFile.read(models.read(name));
    if (!checkpoint.header().origin().equals(Checkpoint.Origin.of(assignment))) {
      throw new IllegalArgumentException(
          "the checkpoint " + name + " is another trial's: " + checkpoint.header().origin());
    }
    return Optional.of(checkpoint);
  }

  /** Under every scheme of initialisation. */
  private static void startHead(
      Network network, SequenceTask task, TrainingSettings settings, long seed) {
    // as if there were an epoch 0
    UniformRandomProvider order = Seeds.stream(Seeds.child(seed, 0, Purpose.SHUFFLING));
    BestConstant.startFrom(task.trainingBatches(settings.batchSize(), order), network);
  }

  private String store(Assignment assignment, SequenceTask task, Network network)
      throws IOException {
    Model model = Model.of(task, assignment.configuration(), assignment.cells(), network);
    return models.write(ModelFile.write(model));
  }

  /** One pass over the test part, which is too short to be stopped. */
  private Outcome evaluate(
      Assignment assignment, String name, SequenceTask task, TrainingListener listener)
      throws IOException {
    Model model = ModelFile.read(models.read(name));
    if (!model.header().task().equals(assignment.task())) {
      throw new IllegalArgumentException(
          "the model " + name + " was trained on another task: " + model.header().task());
    }
    int batchSize = TrainingSettings.of(model.header().configuration()).batchSize();
    NetworkFactory engine = engines.of(TrainingSettings.engine(model.header().configuration()));
    Network network = model.network(engine, batchSize);
    BatchMeter meter = new BatchMeter(listener, StopSignal.NEVER);
    Evaluation evaluation = task.evaluate(Part.TEST, batchSize, meter.watched(network::evaluate));
    return new Outcome.Evaluated(evaluation.loss(), evaluation.metrics());
  }
}
