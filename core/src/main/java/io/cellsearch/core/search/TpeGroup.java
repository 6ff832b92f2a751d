package io.cellsearch.core.search;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Parameters that are active under the same conditions, and so always together: what is known of
 * them, and the densities of the good and the other trials.
 */
final class TpeGroup {
  private final List<Axis> axes;
  private final Map<Integer, double[]> points = new HashMap<>();
  private final List<ParzenColumn> columns;
  private final ParzenEstimator above;

  private TpeGroup(List<Axis> axes) {
    this.axes = axes;
    columns = columns();
    above = new ParzenEstimator(columns);
  }

  /** The groups of a space, in the order of their first parameters. */
  static List<TpeGroup> of(SearchSpace space) {
    Map<List<Condition>, List<Axis>> groups = new LinkedHashMap<>();
    for (Axis axis : Axis.of(space)) {
      groups.computeIfAbsent(axis.parameter().conditions(), unused -> new ArrayList<>()).add(axis);
    }
    return groups.values().stream().map(TpeGroup::new).toList();
  }

  private List<ParzenColumn> columns() {
    return axes.stream().map(TpeGroup::column).toList();
  }

  private static ParzenColumn column(Axis axis) {
    if (axis.choices() > 0) {
      return new CategoricalColumn(axis);
    }
    return axis.numbers().step() > 0 ? new SteppedColumn(axis) : new ContinuousColumn(axis);
  }

  List<Axis> axes() {
    return axes;
  }

  /** Takes in the point of a trial, if the group is active in it. */
  void know(Trial trial) {
    if (trial.configuration().find(axes.get(0).path()).isEmpty()) {
      return;
    }
    double[] point = new double[axes.size()];
    for (int d = 0; d < point.length; d++) {
      ParameterValue value = trial.configuration().find(axes.get(d).path()).orElseThrow();
      point[d] = columns.get(d).coordinate(value);
    }
    points.put(trial.number(), point);
  }

  /** A trial is no longer among the others. */
  void leaveAbove(int trial) {
    above.remove(trial);
  }

  /** A trial is among the others. */
  void enterAbove(int trial) {
    double[] point = points.get(trial);
    if (point != null) {
      above.put(trial, point);
    }
  }

  /** A trial says nothing. */
  void forget(int trial) {
    above.remove(trial);
    points.remove(trial);
  }

  /**
   * The best of some draws from the density of the good trials by the ratio of the densities, among
   * those that are wanted if there are any.
   *
   * @param below the good trials in the order of their numbers
   */
  Map<String, ParameterValue> suggest(
      Set<Integer> below,
      int candidates,
      UniformRandomProvider random,
      Predicate<Map<String, ParameterValue>> wanted) {
    ParzenEstimator good = new ParzenEstimator(columns());
    for (int trial : below) {
      double[] point = points.get(trial);
      if (point != null) {
        good.put(trial, point);
      }
    }
    return best(good, good.draw(candidates, random), wanted);
  }

  private Map<String, ParameterValue> best(
      ParzenEstimator good, double[][] points, Predicate<Map<String, ParameterValue>> wanted) {
    double greatest = Double.NEGATIVE_INFINITY;
    boolean isWanted = false;
    Map<String, ParameterValue> best = values(points[0]);
    for (double[] point : points) {
      double score = good.logDensity(point) - above.logDensity(point);
      Map<String, ParameterValue> values = values(point);
      boolean alsoWanted = wanted.test(values);
      if (alsoWanted == isWanted ? score > greatest : alsoWanted) {
        greatest = score;
        isWanted = alsoWanted;
        best = values;
      }
    }
    return best;
  }

  private Map<String, ParameterValue> values(double[] point) {
    Map<String, ParameterValue> values = new HashMap<>();
    for (int d = 0; d < point.length; d++) {
      values.put(axes.get(d).path(), columns.get(d).value(point[d]));
    }
    return values;
  }
}
