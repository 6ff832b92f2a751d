package io.cellsearch.worker.attempt;

import io.cellsearch.core.work.Outcome;

/**
 * An outcome whose texts are short enough to be sent: a long message gets lost, however often it is
 * repeated. A character that takes two units is kept or dropped as one, for half of it cannot be
 * written.
 */
final class ShortOutcome {
  private static final int CAUSE_LENGTH = 1_000;
  private static final int DETAIL_LENGTH = 16_000;

  private ShortOutcome() {}

  /** The beginning of a stack trace tells the most, and the end of a log. */
  static Outcome of(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return new Outcome.Failed(
          first(failed.cause(), CAUSE_LENGTH), first(failed.detail(), DETAIL_LENGTH));
    }
    if (outcome instanceof Outcome.RunnerLost lost) {
      return new Outcome.RunnerLost(
          first(lost.cause(), CAUSE_LENGTH), last(lost.detail(), DETAIL_LENGTH));
    }
    return outcome;
  }

  private static String first(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  private static String last(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int from = text.length() - length;
    return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }
}
