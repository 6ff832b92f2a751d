package io.cellsearch.core.importance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * Grows regression trees that keep splitting where the squared error falls most (Breiman et al.
 * 1984). Equally good axes are drawn among.
 */
final class TreeGrower {
  private final Sample sample;
  private final Fanova.Settings settings;
  private final UniformRandomProvider random;
  private final List<Box> boxes = new ArrayList<>();

  private TreeGrower(Sample sample, Fanova.Settings settings, UniformRandomProvider random) {
    this.sample = sample;
    this.settings = settings;
    this.random = random;
  }

  /** The tree of some rows of a sample; a row may stand there more than once. */
  static Partition grow(
      Sample sample, int[] rows, Fanova.Settings settings, UniformRandomProvider random) {
    TreeGrower grower = new TreeGrower(sample, settings, random);
    grower.grow(rows, grower.everything(), 0);
    return new Partition(grower.boxes);
  }

  private List<Side> everything() {
    List<Side> sides = new ArrayList<>();
    for (int axis = 0; axis < sample.axes(); axis++) {
      int choices = sample.choices(axis);
      BitSet all = new BitSet();
      all.set(0, choices);
      sides.add(choices == 0 ? Side.WHOLE : Side.of(all, choices));
    }
    return sides;
  }

  private void grow(int[] rows, List<Side> sides, int depth) {
    Optional<Split> split = depth < settings.maxDepth() ? best(rows) : Optional.empty();
    if (split.isEmpty()) {
      boxes.add(new Box(sides, sample.mean(rows)));
      return;
    }
    Split chosen = split.get();
    Side whole = sides.get(chosen.axis());
    int choices = sample.choices(chosen.axis());
    for (boolean lower : new boolean[] {true, false}) {
      List<Side> part = new ArrayList<>(sides);
      part.set(chosen.axis(), chosen.part(whole, choices, lower));
      grow(sample.where(rows, row -> chosen.isLower(sample, row) == lower), part, depth + 1);
    }
  }

  /** The split that leaves the least squared error; empty where there is none to leave. */
  private Optional<Split> best(int[] rows) {
    if (rows.length < settings.minSplit() || sample.isPure(rows)) {
      return Optional.empty();
    }
    int[] axes = IntStream.range(0, sample.axes()).toArray();
    ArraySampler.shuffle(random, axes);
    Optional<Split> best = Optional.empty();
    for (int axis : axes) {
      Optional<Split> split =
          sample.choices(axis) == 0 ? ofNumbers(rows, axis) : ofChoices(rows, axis);
      if (split.isPresent() && (best.isEmpty() || split.get().gain() > best.get().gain())) {
        best = split;
      }
    }
    return best;
  }

  private Optional<Split> ofNumbers(int[] rows, int axis) {
    int[] sorted = sample.sorted(rows, axis);
    Scan scan = new Scan(sample.mean(rows), rows.length, settings.minLeaf());
    for (int i = 0; i + 1 < sorted.length; i++) {
      scan.take(sample.value(sorted[i]), 1);
      if (sample.coordinate(sorted[i], axis) < sample.coordinate(sorted[i + 1], axis)) {
        scan.consider(i);
      }
    }
    if (!scan.found()) {
      return Optional.empty();
    }
    double low = sample.coordinate(sorted[scan.best()], axis);
    double high = sample.coordinate(sorted[scan.best() + 1], axis);
    double middle = 0.5 * (low + high);
    return Optional.of(new Split.AtNumber(axis, scan.gain(), middle < high ? middle : low));
  }

  /**
   * The best split of a choice's values follows the order of their means (Fisher 1958). Values that
   * no row has go with the larger side.
   */
  private Optional<Split> ofChoices(int[] rows, int axis) {
    int choices = sample.choices(axis);
    double[] sums = new double[choices];
    int[] counts = new int[choices];
    for (int row : rows) {
      int choice = sample.choice(row, axis);
      sums[choice] += sample.value(row);
      counts[choice]++;
    }
    List<Integer> seen =
        IntStream.range(0, choices)
            .filter(choice -> counts[choice] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(choice -> sums[choice] / counts[choice]))
            .toList();
    Scan scan = new Scan(sample.mean(rows), rows.length, settings.minLeaf());
    for (int i = 0; i + 1 < seen.size(); i++) {
      scan.take(sums[seen.get(i)], counts[seen.get(i)]);
      scan.consider(i);
    }
    if (!scan.found()) {
      return Optional.empty();
    }
    BitSet low = new BitSet();
    seen.subList(0, scan.best() + 1).forEach(low::set);
    if (2 * low.stream().map(choice -> counts[choice]).sum() > rows.length) {
      IntStream.range(0, choices).filter(choice -> counts[choice] == 0).forEach(low::set);
    }
    return Optional.of(new Split.AmongChoices(axis, scan.gain(), low));
  }
}
