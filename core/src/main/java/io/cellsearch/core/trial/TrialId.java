package io.cellsearch.core.trial;

import java.util.regex.Pattern;

/** A trial of an experiment; numbers start at 1. Written {@code co2/7}. */
public record TrialId(ExperimentId experiment, int number) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  public TrialId {
    if (number < 1) {
      throw new IllegalArgumentException("a trial number must be at least 1, but got " + number);
    }
  }

  /** Reads the written form {@code experiment/number}. */
  public static TrialId parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 1 || !NUMBER.matcher(text.substring(slash + 1)).matches()) {
      throw new IllegalArgumentException(
          "a trial is written experiment/number, but got '" + text + "'");
    }
    return new TrialId(
        new ExperimentId(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  @Override
  public String toString() {
    return experiment + "/" + number;
  }
}
