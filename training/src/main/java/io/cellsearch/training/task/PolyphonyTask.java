package io.cellsearch.training.task;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.training.data.PianoRoll;
import io.cellsearch.training.data.PianoRolls;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.LossSum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Next-step prediction of piano rolls: 88 pitches in, 88 logits out, at every step. The loss is the
 * cross-entropy in nats summed over the pitches, its mean goes over all predicted steps t = 1 to
 * T-1 of a part, however they are spread over pieces. The metric frame_accuracy is that of Bay,
 * Ehmann and Downie 2009: true positives by all that were played or predicted.
 */
final class PolyphonyTask implements SequenceTask {
  private static final int PITCHES = PianoRoll.PITCHES;
  private static final int ARRAY_OBJECT = 32;

  private final Task.Polyphony task;
  private final PianoRolls rolls;

  PolyphonyTask(Task.Polyphony task, PianoRolls rolls) {
    this.task = task;
    this.rolls = rolls;
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public NetworkShape shape() {
    int longest =
        Stream.of(Part.values())
            .flatMapToInt(part -> Arrays.stream(predictedSteps(pieces(part))))
            .max()
            .orElseThrow();
    return NetworkShape.of(task, longest);
  }

  /** An array for each step, with its object and the reference to it. */
  @Override
  public long bytes() {
    return Stream.of(Part.values())
        .flatMap(part -> pieces(part).stream())
        .flatMap(piece -> Arrays.stream(piece.steps()))
        .mapToLong(pitches -> ARRAY_OBJECT + (long) pitches.length * Integer.BYTES)
        .sum();
  }

  @Override
  public Map<String, Scaling> scalings() {
    return Map.of();
  }

  @Override
  public Iterable<Batch> trainingBatches(int batchSize, UniformRandomProvider shuffling) {
    List<PianoRoll> pieces = rolls.training();
    List<int[]> order = BatchOrder.shuffledByLength(predictedSteps(pieces), batchSize, shuffling);
    return () -> order.stream().map(numbers -> batch(pieces, numbers)).iterator();
  }

  @Override
  public Evaluation evaluate(Part part, int batchSize, Predictor predictor) {
    List<PianoRoll> pieces = pieces(part);
    int[] numbers = new int[pieces.size()];
    Arrays.setAll(numbers, i -> i);
    LossSum loss = LossSum.NONE;
    FrameAccuracy accuracy = new FrameAccuracy();
    for (int[] chosen : BatchOrder.sortedByLength(numbers, predictedSteps(pieces), batchSize)) {
      Batch batch = batch(pieces, chosen);
      float[] logits = new float[batch.targets().length];
      loss = loss.plus(predictor.evaluate(batch, logits));
      accuracy.add(batch, logits);
    }
    return new Evaluation(loss.mean(), new Metrics(Map.of("frame_accuracy", accuracy.value())));
  }

  @Override
  public List<Reference> references() {
    return Stream.of(
            PitchFrequencies.marginal(rolls.training()),
            PitchFrequencies.firstOrder(rolls.training()))
        .map(
            frequencies ->
                new Reference(
                    frequencies.title(),
                    frequencies.loss(rolls.validation()),
                    frequencies.loss(rolls.test())))
        .toList();
  }

  private List<PianoRoll> pieces(Part part) {
    return switch (part) {
      case TRAINING -> rolls.training();
      case VALIDATION -> rolls.validation();
      case TEST -> rolls.test();
    };
  }

  private static int[] predictedSteps(List<PianoRoll> pieces) {
    return pieces.stream().mapToInt(piece -> piece.length() - 1).toArray();
  }

  private static Batch batch(List<PianoRoll> pieces, int[] numbers) {
    int size = numbers.length;
    int[] lengths = Arrays.stream(numbers).map(number -> pieces.get(number).length() - 1).toArray();
    int steps = Arrays.stream(lengths).max().orElseThrow();
    float[] inputs = new float[steps * size * PITCHES];
    float[] targets = new float[steps * size * PITCHES];
    for (int i = 0; i < size; i++) {
      PianoRoll piece = pieces.get(numbers[i]);
      for (int step = 0; step < lengths[i]; step++) {
        int row = (step * size + i) * PITCHES;
        mark(piece.steps()[step], inputs, row);
        mark(piece.steps()[step + 1], targets, row);
      }
    }
    return new Batch(steps, size, inputs, targets, lengths);
  }

  private static void mark(int[] pitches, float[] values, int row) {
    for (int pitch : pitches) {
      values[row + pitch - PianoRoll.LOWEST] = 1;
    }
  }
}
