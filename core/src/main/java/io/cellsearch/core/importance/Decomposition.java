package io.cellsearch.core.importance;

import io.cellsearch.core.importance.Importance.Effect;
import io.cellsearch.core.importance.Importance.Interaction;
import io.cellsearch.core.importance.Importance.Point;
import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The variance of a forest, divided among its axes and their pairs. */
final class Decomposition {
  private final List<Partition> trees;
  private final List<Axis> axes;

  /** The marginals: {@code [tree][axis]}. */
  private final List<List<Marginal>> marginals;

  /** The shares of single axes: {@code [tree][axis]}. */
  private final double[][] shares;

  /** Trees of a positive variance. */
  Decomposition(List<Partition> trees, List<Axis> axes) {
    this.trees = List.copyOf(trees);
    this.axes = List.copyOf(axes);
    this.marginals =
        trees.stream()
            .map(tree -> IntStream.range(0, axes.size()).mapToObj(tree::marginal).toList())
            .toList();
    this.shares = new double[trees.size()][];
    for (int tree = 0; tree < shares.length; tree++) {
      double whole = trees.get(tree).variance();
      shares[tree] =
          marginals.get(tree).stream().mapToDouble(each -> each.variance() / whole).toArray();
    }
  }

  /** What each axis does by itself; heights are measured from a base. */
  List<Effect> effects(double base) {
    return IntStream.range(0, axes.size())
        .mapToObj(axis -> effect(axis, base))
        .sorted(Comparator.comparingDouble(Effect::share).reversed())
        .toList();
  }

  private Effect effect(int axis, double base) {
    double[] ofTrees =
        IntStream.range(0, shares.length).mapToDouble(t -> shares[t][axis]).toArray();
    List<Point> curve =
        Curves.values(axes.get(axis)).stream().map(value -> point(axis, value, base)).toList();
    return new Effect(axes.get(axis).path(), mean(ofTrees), deviation(ofTrees), curve);
  }

  private Point point(int axis, ParameterValue value, double base) {
    double at = axes.get(axis).unit(value);
    double[] heights =
        marginals.stream().mapToDouble(ofTree -> base + ofTree.get(axis).at(at)).toArray();
    return new Point(value, heights.length == 0 ? base : mean(heights), deviation(heights));
  }

  /** What each pair of axes does beyond the two by themselves. */
  List<Interaction> interactions() {
    List<Interaction> found = new ArrayList<>();
    for (int first = 0; first < axes.size(); first++) {
      for (int second = first + 1; second < axes.size(); second++) {
        found.add(interaction(first, second));
      }
    }
    found.sort(Comparator.comparingDouble(Interaction::share).reversed());
    return found;
  }

  private Interaction interaction(int first, int second) {
    double[] ofTrees = new double[trees.size()];
    for (int tree = 0; tree < ofTrees.length; tree++) {
      Partition partition = trees.get(tree);
      double both = partition.variance(first, second) / partition.variance();
      ofTrees[tree] = Math.max(0, both - shares[tree][first] - shares[tree][second]);
    }
    return new Interaction(axes.get(first).path(), axes.get(second).path(), mean(ofTrees));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }
}
