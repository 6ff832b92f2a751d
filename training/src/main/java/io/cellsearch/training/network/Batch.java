package io.cellsearch.training.network;

import java.util.Arrays;

/**
 * Sequences that are trained on together, padded on the right to the longest one. Numbers beyond a
 * sequence's length must be finite and are otherwise without effect.
 *
 * @param steps the longest length
 * @param size how many sequences
 * @param inputs [time][batch][inputs]
 * @param targets [batch][outputs] under {@link Head#LAST_STEP}, [time][batch][outputs] under {@link
 *     Head#EVERY_STEP}; one-hot or probabilities for the cross-entropies
 * @param lengths [batch], each from 1 to steps
 */
@SuppressWarnings("ArrayRecordComponent") // made once per batch, compared by nobody
public record Batch(int steps, int size, float[] inputs, float[] targets, int[] lengths) {

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
      if (length < 1 || length > steps) {
        throw new IllegalArgumentException(
            "a length lies between 1 and the batch's " + steps + " steps, but is " + length);
      }
    }
  }

  /** A batch of sequences that are all as long as the batch. */
  public static Batch even(int steps, int size, float[] inputs, float[] targets) {
    int[] lengths = new int[size];
    Arrays.fill(lengths, steps);
    return new Batch(steps, size, inputs, targets, lengths);
  }

  /** The steps of all sequences together, padding not counted. */
  public long countedSteps() {
    return Arrays.stream(lengths).asLongStream().sum();
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
