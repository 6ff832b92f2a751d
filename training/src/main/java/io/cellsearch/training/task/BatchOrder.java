package io.cellsearch.training.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Puts sequences into batches. */
final class BatchOrder {
  /** How many batches' sequences are sorted together: enough to save padding, few enough to mix. */
  private static final int BATCHES_PER_POOL = 4;

  private BatchOrder() {}

  /** Fisher and Yates 1938, as Durstenfeld 1964 has it. */
  static void shuffle(int[] numbers, UniformRandomProvider random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
  }

  /** The numbers in their order, so many at a time; the last chunk may be smaller. */
  static List<int[]> chunks(int[] numbers, int size) {
    List<int[]> chunks = new ArrayList<>();
    for (int start = 0; start < numbers.length; start += size) {
      chunks.add(Arrays.copyOfRange(numbers, start, Math.min(numbers.length, start + size)));
    }
    return chunks;
  }

  /** Batches of sequences about as long as each other, in a random order. */
  static List<int[]> shuffledByLength(int[] lengths, int size, UniformRandomProvider random) {
    int[] numbers = new int[lengths.length];
    Arrays.setAll(numbers, i -> i);
    shuffle(numbers, random);
    List<int[]> batches = new ArrayList<>();
    for (int[] pool : chunks(numbers, size * BATCHES_PER_POOL)) {
      batches.addAll(sortedByLength(pool, lengths, size));
    }
    int[] order = new int[batches.size()];
    Arrays.setAll(order, i -> i);
    shuffle(order, random);
    return Arrays.stream(order).mapToObj(batches::get).toList();
  }

  /** Batches of the numbered sequences, from the shortest to the longest. */
  static List<int[]> sortedByLength(int[] numbers, int[] lengths, int size) {
    int[] sorted =
        Arrays.stream(numbers)
            .boxed()
            .sorted((a, b) -> Integer.compare(lengths[a], lengths[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return Collections.unmodifiableList(chunks(sorted, size));
  }
}
