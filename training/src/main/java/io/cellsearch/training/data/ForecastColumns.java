package io.cellsearch.training.data;

import io.cellsearch.cells.language.NearestName;
import io.cellsearch.core.experiment.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the columns of a forecast stand in its file.
 *
 * @param time index of the time column
 * @param values indexes of the targets, then of the covariates
 * @param width how many columns the file has
 */
record ForecastColumns(int time, List<Integer> values, int width) {

  /** The names of the value columns: the targets, then the covariates. */
  static List<String> names(Task.Columns wanted) {
    return Stream.concat(wanted.targets().stream(), wanted.covariates().stream()).toList();
  }

  /** Finds every wanted column in a header, or adds to the problems. */
  static ForecastColumns locate(
      List<String> header, Task.Columns wanted, List<DataProblem> problems) {
    List<String> present = header.stream().map(String::strip).toList();
    if (wanted.targets().isEmpty()) {
      problems.add(DataProblem.ofFile("at least one target", "none"));
    }
    List<String> all = new ArrayList<>(names(wanted));
    all.add(wanted.time());
    all.stream()
        .distinct()
        .filter(name -> Collections.frequency(all, name) > 1)
        .forEach(
            name ->
                problems.add(
                    DataProblem.at(
                        "column " + name, "a column has one role", "it is named more than once")));
    List<Integer> places = new ArrayList<>();
    for (String name : all) {
      places.add(present.indexOf(name));
      int count = Collections.frequency(present, name);
      if (count > 1) {
        problems.add(
            DataProblem.at("header", "column names are distinct", count + " times " + name));
      } else if (count == 0) {
        problems.add(DataProblem.at("header", "a column " + name, listed(present, name)));
      }
    }
    return new ForecastColumns(
        places.get(places.size() - 1), places.subList(0, places.size() - 1), header.size());
  }

  /** The columns that there are, and the one that was probably meant. */
  private static String listed(List<String> present, String wanted) {
    return NearestName.question(wanted, present)
        .map(question -> present + "; " + question)
        .orElse(present.toString());
  }
}
