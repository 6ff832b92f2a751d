package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.LoopBuilder;
import io.cellsearch.training.kernel.Place;
import io.cellsearch.training.kernel.Place.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The loops of the forward pass. A first lowering tells which stage computes each value that is to
 * be kept; a second one stores it there, over a slot whose raw value is dead if there is one.
 */
final class ForwardPass {
  private final Cell cell;
  private final List<Node> slots;
  private final Levels levels;
  private final List<Operand> operands;
  private final KeptValues kept;
  private final Places places;
  private final int stageCount;

  ForwardPass(
      Cell cell,
      List<Node> slots,
      Levels levels,
      List<Operand> operands,
      KeptValues kept,
      Places places) {
    this.cell = cell;
    this.slots = slots;
    this.levels = levels;
    this.operands = operands;
    this.kept = kept;
    this.places = places;
    int last = 0;
    for (Node next : cell.next().values()) {
      last = Math.max(last, levels.forward(next));
    }
    for (Operand operand : operands) {
      last = Math.max(last, operand.stage());
    }
    stageCount = last + 1;
  }

  /** Plans the pass and settles where the kept values are. */
  Schedule schedule() {
    Map<Node, Place> open = new HashMap<>();
    List<List<Root>> roots = roots();
    Map<Node, Integer> stages = stagesOfKept();
    for (Node node : kept.stored()) {
      Place place = Place.open();
      open.put(node, place);
      roots.get(stages.getOrDefault(node, 0)).add(Root.store(node, place));
    }
    RegionCutter cutter = RegionCutter.cut(roots, node -> node.op() == Op.PREACTIVATION, places);
    RegionLowering lowering = RegionLowering.lower(new Cut(cutter, open), cutter.regions());
    settle(cutter, lowering, open);
    return new Schedule(lowering.loops(), cutter.stages());
  }

  /** What every stage leaves behind in any case: operands of later products, new states. */
  private List<List<Root>> roots() {
    List<List<Root>> roots = new ArrayList<>();
    for (int stage = 0; stage < stageCount; stage++) {
      roots.add(new ArrayList<>());
    }
    for (Operand operand : operands) {
      if (operand.isIntermediate() && StateNames.of(cell, operand.node()).isEmpty()) {
        roots.get(levels.forward(operand.node())).add(Root.store(operand.node(), operand.place()));
      }
    }
    cell.next()
        .forEach(
            (state, node) ->
                roots.get(levels.forward(node)).add(Root.store(node, places.newState(state))));
    return roots;
  }

  private Map<Node, Integer> stagesOfKept() {
    RegionLowering trial = RegionLowering.lower(new Uncut(), roots());
    Map<Node, Integer> stages = new HashMap<>();
    for (Node node : kept.stored()) {
      int stage = stageCount - 1;
      for (int s = stageCount - 1; s >= 0; s--) {
        stage = trial.computed(s).contains(node) ? s : stage;
      }
      stages.put(node, trial.isSpilled(node) ? levels.forward(node) : stage);
    }
    return stages;
  }

  private void settle(RegionCutter cutter, RegionLowering lowering, Map<Node, Place> open) {
    Map<Node, Integer> lastRead = new HashMap<>();
    for (int region = 0; region < cutter.regions().size(); region++) {
      for (Node node : lowering.read(region)) {
        lastRead.put(node, region);
      }
    }
    Set<Node> taken = new HashSet<>(kept.rawSlots());
    for (Node node : kept.stored()) {
      int region = cutter.regionOfRoot(node).orElseThrow();
      int stage = cutter.stages().get(region);
      List<Node> free =
          slots.stream()
              .filter(slot -> !taken.contains(slot))
              .filter(slot -> levels.forward(slot) <= stage)
              .filter(slot -> lastRead.getOrDefault(slot, 0) <= region)
              .toList();
      Place place = open.getOrDefault(node, Place.open());
      Optional<Node> slot = preferred(node, free);
      if (slot.isPresent()) {
        taken.add(slot.get());
        place.settle(Layout.SLOT, places.slotBuffer, slots.indexOf(slot.get()));
      } else {
        place.settle(Layout.NOW, places.steps("kept " + node.id()).buffer(), 0);
      }
      kept.settle(node, place);
    }
  }

  /** A slot that the value is computed from, else any. */
  private static Optional<Node> preferred(Node node, List<Node> free) {
    List<Node> above = Graph.reach(List.of(node));
    return free.stream().filter(above::contains).findFirst().or(() -> free.stream().findFirst());
  }

  /** One region for every stage, before anything is kept or cut. */
  private final class Uncut implements RegionSpace {
    @Override
    public int level(Node node) {
      return levels.forward(node);
    }

    @Override
    public Optional<Place> place(Node node) {
      return places.leaf(node).or(() -> kept.home(node));
    }

    @Override
    public boolean readable(Node node, int region) {
      return node.isLeaf()
          || node.op() == Op.PREACTIVATION
          || kept.home(node).isPresent() && levels.forward(node) < region;
    }

    @Override
    public Optional<Integer> overwrittenBy(Node node) {
      return Optional.empty();
    }

    @Override
    public Place spillPlace(Node node) {
      return Place.open();
    }

    @Override
    public int stateGradient(LoopBuilder loop, String state) {
      throw new IllegalStateException("no gradients in a forward pass");
    }
  }

  /** The regions as they are run. */
  private final class Cut implements RegionSpace {
    private final RegionCutter cutter;
    private final Map<Node, Place> open;
    private final Map<Node, Integer> regionOfRoot = new HashMap<>();

    private Cut(RegionCutter cutter, Map<Node, Place> open) {
      this.cutter = cutter;
      this.open = open;
      for (int region = 0; region < cutter.regions().size(); region++) {
        for (Root root : cutter.regions().get(region)) {
          regionOfRoot.putIfAbsent(root.node(), region);
        }
      }
    }

    @Override
    public int level(Node node) {
      return node.isLeaf() ? 0 : cutter.firstRegion(node, levels.forward(node));
    }

    @Override
    public Optional<Place> place(Node node) {
      return Optional.ofNullable(open.get(node))
          .or(() -> cutter.cutPlace(node))
          .or(() -> places.leaf(node))
          .or(() -> kept.home(node));
    }

    @Override
    public boolean readable(Node node, int region) {
      Integer written = regionOfRoot.get(node);
      return node.isLeaf() || node.op() == Op.PREACTIVATION || written != null && written < region;
    }

    @Override
    public Optional<Integer> overwrittenBy(Node node) {
      return Optional.empty();
    }

    @Override
    public Place spillPlace(Node node) {
      return places.row("forward spill " + node.id());
    }

    @Override
    public int stateGradient(LoopBuilder loop, String state) {
      throw new IllegalStateException("no gradients in a forward pass");
    }
  }
}
