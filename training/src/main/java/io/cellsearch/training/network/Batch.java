package io.cellsearch.training.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences that are trained on together, padded on the right to the longest one. Numbers beyond a
 * sequence's length must be finite and are otherwise without effect.
 *
 * @param steps the longest length
 * @param size how many sequences
 * @param inputs [time][batch][inputs]; [time][batch] where they are tokens
 * @param targets [batch][outputs] under {@link Head#LAST_STEP}, [time][batch][outputs] under {@link
 *     Head#EVERY_STEP}; one-hot or probabilities for the cross-entropies
 * @param lengths [batch], each from 1 to steps; 0 of a sequence that an earlier segment has ended
 * @param before how many steps of the same sequences earlier segments had; from 1 on, states go on
 *     from where the last pass, over the segment before, has left them
 */
@SuppressWarnings("ArrayRecordComponent") // made once per batch, compared by nobody
public record Batch(
    int steps, int size, float[] inputs, float[] targets, int[] lengths, int before) {

  public Batch {
    if (steps < 1 || size < 1) {
      throw new IllegalArgumentException(
          "a batch has at least one step and one sequence, but got " + steps + " and " + size);
    }
    if (lengths.length != size) {
      throw new IllegalArgumentException(
          "a batch of " + size + " sequences has as many lengths, but there are " + lengths.length);
    }
    for (int length : lengths) {
      int least = before == 0 ? 1 : 0;
      if (length < least || length > steps) {
        throw new IllegalArgumentException(
            "a length lies between %d and the batch's %d steps, but is %d"
                .formatted(least, steps, length));
      }
    }
  }

  /** Sequences from their beginning on. */
  public Batch(int steps, int size, float[] inputs, float[] targets, int[] lengths) {
    this(steps, size, inputs, targets, lengths, 0);
  }

  /** A batch of sequences that are all as long as the batch. */
  public static Batch even(int steps, int size, float[] inputs, float[] targets) {
    int[] lengths = new int[size];
    Arrays.fill(lengths, steps);
    return new Batch(steps, size, inputs, targets, lengths);
  }

  /**
   * The same sequences in segments of so many steps, the last one of what is left. Targets are
   * those of {@link Head#EVERY_STEP}.
   */
  public List<Batch> segments(int length) {
    if (steps <= length) {
      return List.of(this);
    }
    List<Batch> segments = new ArrayList<>();
    for (int first = 0; first < steps; first += length) {
      int count = Math.min(length, steps - first);
      int from = first;
      segments.add(
          new Batch(
              count,
              size,
              part(inputs, first, count),
              part(targets, first, count),
              Arrays.stream(lengths).map(own -> Math.max(0, Math.min(count, own - from))).toArray(),
              before + first));
    }
    return List.copyOf(segments);
  }

  /**
   * The sequences without their first steps, as layers see them that do not read the inputs
   * themselves, which are left out. Targets are those of {@link Head#LAST_STEP}.
   *
   * @throws IllegalArgumentException if a sequence has no more steps than that
   */
  Batch withoutFirst(int count) {
    for (int length : lengths) {
      if (length <= count) {
        throw new IllegalArgumentException(
            "a sequence of %d steps has no step after the first %d".formatted(length, count));
      }
    }
    return new Batch(
        steps - count,
        size,
        new float[0],
        targets,
        Arrays.stream(lengths).map(own -> own - count).toArray(),
        before);
  }

  /** Some steps of an array with equally many numbers for each. */
  private float[] part(float[] values, int first, int count) {
    int step = values.length / steps;
    return Arrays.copyOfRange(values, first * step, (first + count) * step);
  }

  /** The steps of all sequences together, padding not counted. */
  public long countedSteps() {
    return Arrays.stream(lengths).asLongStream().sum();
  }

  /**
   * The token of a row; −1 beyond its sequence's end.
   *
   * @throws IllegalArgumentException for a number that is not from 0 to vocabulary − 1
   */
  public int token(int row, int vocabulary) {
    if (row / size >= lengths[row % size]) {
      return -1;
    }
    int token = (int) inputs[row];
    if (token != inputs[row] || token < 0 || token >= vocabulary) {
      throw new IllegalArgumentException(
          "a token is a whole number from 0 to %d, but got %s"
              .formatted(vocabulary - 1, inputs[row]));
    }
    return token;
  }

  /** How many rows the loss counts. */
  public long countedRows(Head head) {
    return head == Head.LAST_STEP ? size : countedSteps();
  }

  /** Whether a row of the head counts: a sequence, or a step that the sequence has. */
  public boolean counts(Head head, int row) {
    return head == Head.LAST_STEP || row / size < lengths[row % size];
  }
}
