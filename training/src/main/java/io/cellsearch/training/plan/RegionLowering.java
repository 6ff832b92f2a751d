package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.Loop;
import io.cellsearch.training.kernel.LoopBuilder;
import io.cellsearch.training.kernel.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the values of each region into a loop. Works from the last region to the first, because a
 * region finds out which values of earlier ones it would lose (a gradient is written over the slot
 * that held them) or would have to compute again at a high price; those are spilled to a buffer of
 * one step by the earlier region.
 */
final class RegionLowering {
  /** Never overwritten. */
  private static final int NEVER = Integer.MAX_VALUE;

  /** What a value that an earlier region computes too may cost before it is passed on. */
  private static final int CHEAP = 8;

  private final RegionSpace space;
  private final List<List<Root>> regions;
  private final Map<Node, Place> spilled = new HashMap<>();
  private final LinkedList<LoopBuilder> builders = new LinkedList<>();
  private final LinkedList<Set<Node>> computed = new LinkedList<>();
  private final LinkedList<Set<Node>> read = new LinkedList<>();

  private RegionLowering(RegionSpace space, List<List<Root>> regions) {
    this.space = space;
    this.regions = regions;
  }

  /** Lowers all regions; spills are added to them. */
  static RegionLowering lower(RegionSpace space, List<List<Root>> regions) {
    RegionLowering lowering = new RegionLowering(space, regions);
    for (int region = regions.size() - 1; region >= 0; region--) {
      lowering.builders.addFirst(lowering.new Region(region).lower());
    }
    return lowering;
  }

  /** The loops; every place must be settled by now. */
  List<Loop> loops() {
    return builders.stream().map(LoopBuilder::build).toList();
  }

  /** What a region computes itself. */
  Set<Node> computed(int region) {
    return computed.get(region);
  }

  /** What a region reads from memory. */
  Set<Node> read(int region) {
    return read.get(region);
  }

  /** Whether a value is passed from region to region in a buffer of its own. */
  boolean isSpilled(Node node) {
    return spilled.containsKey(node);
  }

  private boolean isSpilledBefore(Node node, int region) {
    return spilled.containsKey(node) && space.level(node) < region;
  }

  private boolean loadable(Node node, int region) {
    return node.isLeaf()
        || space.place(node).isPresent() && space.readable(node, region)
        || isSpilledBefore(node, region);
  }

  /** Whether computing a node in a region would read a place that was overwritten before. */
  private boolean lost(Node node, int region) {
    if (isSpilledBefore(node, region)) {
      return false;
    }
    if (space.overwrittenBy(node).orElse(NEVER) < region) {
      return true;
    }
    return !loadable(node, region) && node.inputs().stream().anyMatch(input -> lost(input, region));
  }

  private int cost(Node node, int region) {
    if (loadable(node, region)) {
      return node.isLeaf() ? 0 : 1;
    }
    int cost = Costs.time(node);
    for (Node input : node.inputs()) {
      cost += cost(input, region);
    }
    return cost;
  }

  /** The lowering of one region. */
  private final class Region {
    private final int number;
    private final LoopBuilder loop = new LoopBuilder();
    private final Set<Node> early = new HashSet<>();
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Map<Node, Integer> values = new HashMap<>();
    private final Set<Node> ownComputed = new HashSet<>();
    private final Set<Node> ownRead = new HashSet<>();

    private Region(int number) {
      this.number = number;
    }

    private LoopBuilder lower() {
      for (int before = 0; before < number; before++) {
        for (Root root : regions.get(before)) {
          collect(root.node(), before);
        }
      }
      List<Root> roots = new ArrayList<>(regions.get(number));
      roots.forEach(root -> count(root.node()));
      for (Root root : roots) {
        int value = value(root.node());
        if (root.accumulate()) {
          loop.accumulate(root.place(), value);
        } else {
          loop.store(root.place(), value);
        }
      }
      computed.addFirst(ownComputed);
      read.addFirst(ownRead);
      return loop;
    }

    /** What the regions before this one compute. */
    private void collect(Node node, int region) {
      if (early.add(node) && !loadable(node, region)) {
        node.inputs().forEach(input -> collect(input, region));
      }
    }

    private void count(Node node) {
      if (uses.merge(node, 1, Integer::sum) > 1) {
        return;
      }
      if (mustSpill(node)) {
        Place place = space.spillPlace(node);
        spilled.put(node, place);
        regions.get(space.level(node)).add(Root.store(node, place));
      }
      if (!loadable(node, number)) {
        node.inputs().forEach(this::count);
      }
    }

    private boolean mustSpill(Node node) {
      boolean everywhere = node.isConstant() || node.op() == Op.VECTOR || node.isRhythm();
      if (everywhere || spilled.containsKey(node) || space.level(node) >= number) {
        return false;
      }
      boolean dear = !loadable(node, number) && early.contains(node) && cost(node, number) > CHEAP;
      return lost(node, number) || dear;
    }

    private int value(Node node) {
      Integer known = values.get(node);
      if (known == null) {
        known = newValue(node);
        values.put(node, known);
      }
      return known;
    }

    private int newValue(Node node) {
      if (isSpilledBefore(node, number)) {
        return load(node, spillOf(node));
      }
      if (node.isConstant()) {
        return loop.constant(node.value());
      }
      Optional<Place> place = space.place(node);
      if (place.isPresent() && space.readable(node, number)) {
        return load(node, place.get());
      }
      if (node.op() == Op.STATE_GRADIENT) {
        return space.stateGradient(loop, node.name());
      }
      if (node.isLeaf() || node.op() == Op.PREACTIVATION || node.op() == Op.BACK_PRODUCT) {
        throw new IllegalStateException("no place for " + node + " in region " + number);
      }
      ownComputed.add(node);
      return Arithmetic.lower(loop, node, this::value, this::isFusable);
    }

    /** A product that nobody else reads melts into the sum above it. */
    private boolean isFusable(Node node) {
      return node.op() == Op.MULTIPLY && uses.getOrDefault(node, 0) == 1 && !loadable(node, number);
    }

    private Place spillOf(Node node) {
      Place place = spilled.get(node);
      if (place == null) {
        throw new IllegalStateException(node + " is not spilled");
      }
      return place;
    }

    private int load(Node node, Place place) {
      ownRead.add(node);
      return loop.load(place);
    }
  }
}
