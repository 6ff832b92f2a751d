package io.cellsearch.training.trainer;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.task.Evaluation;
import io.cellsearch.training.task.NetworkShape;
import io.cellsearch.training.task.Part;
import io.cellsearch.training.task.Predictor;
import io.cellsearch.training.task.Scaling;
import io.cellsearch.training.task.SequenceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** A task that reads tokens: which one comes next in sequences with a rule and a little chance. */
final class NextTokens implements SequenceTask {
  private static final int VOCABULARY = 4;
  private static final int STEPS = 6;
  private static final int BATCHES = 3;

  @Override
  public Task task() {
    return new Task.Polyphony(Tasks.NO_HASH);
  }

  @Override
  public NetworkShape shape() {
    return new NetworkShape(
        VOCABULARY, VOCABULARY, Head.EVERY_STEP, Loss.SOFTMAX_CROSS_ENTROPY, STEPS);
  }

  @Override
  public boolean readsTokens() {
    return true;
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public Map<String, Scaling> scalings() {
    return Map.of();
  }

  @Override
  public Iterable<Batch> trainingBatches(int batchSize, UniformRandomProvider shuffling) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(batch(shuffling.nextInt(VOCABULARY), batchSize));
    }
    return batches;
  }

  /** Each sequence counts up in steps of its own, from another token. */
  private static Batch batch(int first, int size) {
    float[] inputs = new float[STEPS * size];
    float[] targets = new float[STEPS * size * VOCABULARY];
    int[] lengths = new int[size];
    for (int b = 0; b < size; b++) {
      lengths[b] = STEPS - b % 3;
      for (int t = 0; t < STEPS; t++) {
        int token = (first + b + t * (1 + b % 2)) % VOCABULARY;
        int next = (token + 1 + b % 2) % VOCABULARY;
        inputs[t * size + b] = token;
        targets[(t * size + b) * VOCABULARY + next] = 1;
      }
    }
    return new Batch(STEPS, size, inputs, targets, lengths);
  }

  @Override
  public Evaluation evaluate(Part part, int batchSize, Predictor predictor) {
    Batch batch = batch(0, batchSize);
    return new Evaluation(
        predictor.evaluate(batch, new float[batch.targets().length]).mean(), Metrics.NONE);
  }

  @Override
  public List<Reference> references() {
    return List.of();
  }
}
