package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.training.kernel.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cuts the values of every stage into loops of at most {@link #LIMIT} vector operations, in order
 * of dependence.
 */
final class RegionCutter {
  /** With 36 no process of eleven boxed, with 44 one of eight did, with 72 four of six. */
  static final int LIMIT = 36;

  /** Parts smaller than this are not worth a buffer between two loops. */
  private static final int LEAST_PART = 8;

  /** How much a loop may exceed the even share of its stage. */
  private static final int SLACK = 10;

  private final Predicate<Node> atHand;
  private final Places places;
  private final Set<Node> inMemory = new HashSet<>();
  private final Map<Node, Place> cuts = new LinkedHashMap<>();
  private final Map<Node, Integer> firstRegion = new HashMap<>();
  private final List<List<Root>> regions = new ArrayList<>();
  private final List<Integer> stages = new ArrayList<>();

  private RegionCutter(Predicate<Node> atHand, Places places) {
    this.atHand = atHand;
    this.places = places;
  }

  /**
   * Cuts.
   *
   * @param byStage what each stage must leave behind
   * @param atHand values that are in memory whatever the stage
   */
  static RegionCutter cut(List<List<Root>> byStage, Predicate<Node> atHand, Places places) {
    RegionCutter cutter = new RegionCutter(atHand, places);
    for (int stage = 0; stage < byStage.size(); stage++) {
      cutter.stage(stage, byStage.get(stage));
    }
    for (int region = 0; region < cutter.regions.size(); region++) {
      for (Root root : cutter.regions.get(region)) {
        cutter.see(root.node(), region);
      }
    }
    return cutter;
  }

  /** The loops' values, loop after loop; lists may be added to. */
  List<List<Root>> regions() {
    return regions;
  }

  /** The stage of each loop. */
  List<Integer> stages() {
    return stages;
  }

  /** The first loop that computes a node; of one that none needs, the first loop of its stage. */
  int firstRegion(Node node, int stage) {
    return firstRegion.getOrDefault(node, stages.indexOf(stage));
  }

  /** Where a value that was cut off from a loop too long is passed on. */
  Optional<Place> cutPlace(Node node) {
    return Optional.ofNullable(cuts.get(node));
  }

  /** The loop that leaves a node at a place of its own; empty if it leaves none. */
  Optional<Integer> regionOfRoot(Node node) {
    for (int region = 0; region < regions.size(); region++) {
      for (Root root : regions.get(region)) {
        if (root.node() == node) {
          return Optional.of(region);
        }
      }
    }
    return Optional.empty();
  }

  private void stage(int stage, List<Root> roots) {
    List<Root> sorted = withCuts(roots);
    sorted.sort(Comparator.comparingInt(root -> root.node().id()));
    int room = room(sorted);
    List<Root> current = new ArrayList<>();
    Set<Node> computed = new HashSet<>();
    int size = 0;
    for (Root root : sorted) {
      int added = operations(root.node(), new HashSet<>(computed), atHand) + root.operations();
      if (!current.isEmpty() && size + added > room) {
        close(stage, current);
        current = new ArrayList<>();
        computed.clear();
        size = 0;
      }
      size += operations(root.node(), computed, atHand) + root.operations();
      current.add(root);
    }
    close(stage, current);
  }

  private void close(int stage, List<Root> roots) {
    regions.add(roots);
    stages.add(stage);
    roots.forEach(root -> inMemory.add(root.node()));
  }

  /** An even share of the stage, so that the last loop is not a crumb. */
  private int room(List<Root> roots) {
    Set<Node> computed = new HashSet<>();
    int total = 0;
    for (Root root : roots) {
      total += operations(root.node(), computed, atHand) + root.operations();
    }
    int parts = Math.max(1, (total + LIMIT - 1) / LIMIT);
    return Math.min(LIMIT, total / parts + SLACK);
  }

  /** A single value too long for one loop is cut at its largest part that fits. */
  private List<Root> withCuts(List<Root> roots) {
    List<Root> all = new ArrayList<>(roots);
    Predicate<Node> known = node -> atHand.test(node) || cuts.containsKey(node);
    for (int i = 0; i < all.size(); i++) {
      Node node = all.get(i).node();
      boolean fits = operations(node, new HashSet<>(), known) <= LIMIT;
      Optional<Node> part = fits ? Optional.empty() : largestPart(node, known);
      while (part.isPresent()) {
        Place place = places.row("cut " + part.get().id());
        cuts.put(part.get(), place);
        all.add(Root.store(part.get(), place));
        fits = operations(node, new HashSet<>(), known) <= LIMIT;
        part = fits ? Optional.empty() : largestPart(node, known);
      }
    }
    return all;
  }

  private Optional<Node> largestPart(Node whole, Predicate<Node> known) {
    Node best = null;
    int most = LEAST_PART;
    for (Node node : Graph.reach(List.of(whole))) {
      if (node == whole || node.isLeaf() || known.test(node) || inMemory.contains(node)) {
        continue;
      }
      int size = operations(node, new HashSet<>(), known);
      if (size <= LIMIT && size > most) {
        most = size;
        best = node;
      }
    }
    return Optional.ofNullable(best);
  }

  private int operations(Node node, Set<Node> computed, Predicate<Node> known) {
    if (!computed.add(node) || node.isConstant()) {
      return 0;
    }
    if (node.isLeaf() || inMemory.contains(node) || known.test(node)) {
      return 1;
    }
    int operations = Costs.operations(node);
    for (Node input : node.inputs()) {
      operations += operations(input, computed, known);
    }
    return operations;
  }

  private void see(Node node, int region) {
    if (!node.isLeaf() && !atHand.test(node) && firstRegion.putIfAbsent(node, region) == null) {
      node.inputs().forEach(input -> see(input, region));
    }
  }
}
