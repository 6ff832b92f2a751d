package io.cellsearch.training.task;

import java.util.List;
import java.util.OptionalInt;

/** Forecasts that need no training. */
enum NaiveForecast {
  /** What was seen last. */
  LAST_VALUE("last value") {
    @Override
    double predict(double[] column, int origin, int ahead, int season) {
      return column[origin];
    }
  },

  /** What was seen at the same point of the last known season. */
  SAME_SEASON("same season") {
    @Override
    double predict(double[] column, int origin, int ahead, int season) {
      return column[origin + ahead - seasons(ahead, season) * season];
    }
  },

  /** The same, plus the change since: the last value's distance from one season before it. */
  SEASON_WITH_DRIFT("season with drift") {
    @Override
    double predict(double[] column, int origin, int ahead, int season) {
      double change = column[origin] - column[origin - season];
      return SAME_SEASON.predict(column, origin, ahead, season) + seasons(ahead, season) * change;
    }
  };

  private final String title;

  NaiveForecast(String title) {
    this.title = title;
  }

  /** The forecasts that a task has references by: without a season only the last value. */
  static List<NaiveForecast> of(OptionalInt season) {
    return season.isPresent() ? List.of(values()) : List.of(LAST_VALUE);
  }

  /** What it is called beside a leaderboard. */
  String title() {
    return title;
  }

  /**
   * The forecast for a row.
   *
   * @param column [row]
   * @param origin the last known row
   * @param ahead how many rows later, from 1
   * @param season how many rows a season has
   */
  abstract double predict(double[] column, int origin, int ahead, int season);

  /** How many whole seasons lead back to a known row. */
  private static int seasons(int ahead, int season) {
    return (ahead + season - 1) / season;
  }
}
