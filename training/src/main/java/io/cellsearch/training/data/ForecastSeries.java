package io.cellsearch.training.data;

import java.util.List;

/**
 * The rows of a forecast's table without gaps, in time order.
 *
 * @param times labels, one per row
 * @param columns names: the targets first, then the covariates
 * @param values [column][row], all finite
 */
@SuppressWarnings("ArrayRecordComponent") // read once per runner, compared by nobody
public record ForecastSeries(List<String> times, List<String> columns, double[][] values) {

  public ForecastSeries {
    times = List.copyOf(times);
    columns = List.copyOf(columns);
  }

  /** How many rows there are. */
  public int rows() {
    return times.size();
  }
}
