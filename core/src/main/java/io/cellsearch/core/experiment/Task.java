package io.cellsearch.core.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is learned. Data is named by the SHA-256 of its bytes, never by a path. */
public sealed interface Task {

  /** SHA-256 (64 lower-case hex digits) of the data set's file. */
  String data();

  /** The name used in experiment files. */
  String type();

  /**
   * Multi-step forecasting of the columns of a CSV file: the head gives all horizon steps at once.
   */
  record Forecast(
      String data,
      Columns columns,
      Missing missing,
      int window,
      int horizon,
      OptionalInt season,
      Split split,
      Transform transform)
      implements Task {
    @Override
    public String type() {
      return "forecast";
    }
  }

  /** Next-step prediction of piano rolls (88 pitches, MIDI 21 to 108). */
  record Polyphony(String data) implements Task {
    @Override
    public String type() {
      return "polyphony";
    }
  }

  /**
   * The columns of a forecast's CSV file. The time column only orders and labels; with no format it
   * is kept as text.
   */
  record Columns(
      String time, Optional<String> timeFormat, List<String> targets, List<String> covariates) {
    public Columns {
      targets = List.copyOf(targets);
      covariates = List.copyOf(covariates);
    }
  }

  /** What to do with a blank target or covariate. */
  enum Missing {
    ERROR,
    INTERPOLATE,
    DROP
  }

  /** Shares of the series, in time order; they add up to 1. */
  record Split(double training, double validation, double test) {
    public Split {
      if (!(training > 0 && validation > 0 && test > 0)
          || Math.abs(training + validation + test - 1) > 1e-9) {
        throw new IllegalArgumentException(
            "shares must be positive and add up to 1, but got "
                + List.of(training, validation, test));
      }
    }
  }

  /** What is done to a window before the network sees it; inverted before any metric. */
  enum Transform {
    NONE,
    DIFFERENCE,
    RELATIVE_TO_LAST
  }
}
