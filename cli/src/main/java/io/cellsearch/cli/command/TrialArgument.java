package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.core.trial.TrialId;

/** A trial as it is named on the command line. */
final class TrialArgument {
  private TrialArgument() {}

  /** Reads {@code co2/7}; anything else is wrong input. */
  static TrialId parse(String text) {
    try {
      return TrialId.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput(String.valueOf(e.getMessage()));
    }
  }
}
