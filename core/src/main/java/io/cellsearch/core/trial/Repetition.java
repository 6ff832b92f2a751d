package io.cellsearch.core.trial;

/**
 * A training that repeats another trial's configuration with a fresh seed.
 *
 * @param of the number of the trial that the search chose
 * @param number counts the repetitions of that trial from 1; equal numbers have equal seeds
 */
public record Repetition(int of, int number) {

  public Repetition {
    if (of < 1 || number < 1) {
      throw new IllegalArgumentException(
          "trials and repetitions count from 1, but got " + of + ", " + number);
    }
  }
}
