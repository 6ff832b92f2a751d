package io.cellsearch.core.trial;

/** A trial of an experiment; numbers start at 1. Written {@code co2/7}. */
public record TrialId(ExperimentId experiment, int number) {

  public TrialId {
    if (number < 1) {
      throw new IllegalArgumentException("a trial number must be at least 1, but got " + number);
    }
  }

  /** Reads the written form {@code experiment/number}. */
  public static TrialId parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 1 || !text.substring(slash + 1).matches("[0-9]{1,9}")) {
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
