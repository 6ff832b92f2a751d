package io.cellsearch.core.importance;

import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.Axis;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Functional analysis of variance of a random forest (Hutter, Hoos and Leyton-Brown 2014). A share
 * is the variance of what a parameter does in the mean over all others, divided by the variance of
 * the tree; shares are means over the trees, and with all interactions they sum up to 1. A curve's
 * height is the loss to be expected at a value, in the metric's unit.
 *
 * <p>Every axis has the measure on which the search draws: uniform, on a logarithmic scale where
 * the parameter has one, each of a choice's values alike. Where a parameter is inactive it is taken
 * to have a value drawn at random, anew for each tree: the forest then learns that it does not
 * matter there, and its share is that over the whole space, active or not.
 */
public final class Fanova implements ImportanceMethod {
  private final Settings settings;
  private final long seed;

  /**
   * How the forest is grown.
   *
   * @param trees in it
   * @param maxDepth of a tree
   * @param minSplit rows that a node must have to be split
   * @param minLeaf rows that a leaf must have
   * @param maxRows that a tree is grown from, drawn with replacement: it bounds the cost
   */
  public record Settings(int trees, int maxDepth, int minSplit, int minLeaf, int maxRows) {
    /** As published; enough rows for a tree of 500 leaves. */
    public static final Settings STANDARD = new Settings(64, 64, 2, 1, 1_000);
  }

  /** The analysis by a forest that derives from a seed. */
  public Fanova(Settings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public Importance of(SearchSpace space, List<Observation> observations) {
    ImportanceMethod.requireEnough(observations);
    List<Axis> axes = Axis.of(space);
    double mean = observations.stream().mapToDouble(Observation::loss).average().orElseThrow();
    // Variances are differences of squares: far from zero they would lose their digits.
    List<Observation> centred =
        observations.stream()
            .map(each -> new Observation(each.configuration(), each.loss() - mean))
            .toList();
    List<Partition> trees =
        IntStream.range(0, settings.trees())
            .mapToObj(tree -> grow(axes, centred, tree))
            .filter(tree -> tree.variance() > 0)
            .toList();
    Decomposition parts = new Decomposition(trees, axes);
    return new Importance(observations.size(), parts.effects(mean), parts.interactions());
  }

  private Partition grow(List<Axis> axes, List<Observation> observations, int tree) {
    UniformRandomProvider random = Seeds.stream(Seeds.child(seed, tree, Purpose.IMPORTANCE));
    List<Observation> drawn =
        random
            .ints(Math.min(settings.maxRows(), observations.size()), 0, observations.size())
            .mapToObj(observations::get)
            .toList();
    Sample sample = Sample.of(axes, drawn, random);
    int[] rows = IntStream.range(0, drawn.size()).toArray();
    return TreeGrower.grow(sample, rows, settings, random);
  }
}
