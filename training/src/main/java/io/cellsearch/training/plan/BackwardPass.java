package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.Instruction.Code;
import io.cellsearch.training.kernel.LoopBuilder;
import io.cellsearch.training.kernel.Place;
import io.cellsearch.training.kernel.Place.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loops of the backward pass: the gradients of slots over the slots, carries, sums for vector
 * parameters.
 */
final class BackwardPass {
  private final Derivation derivation;
  private final Levels levels;
  private final List<Operand> operands;
  private final KeptValues kept;
  private final Places places;
  private final List<Node> slots;

  BackwardPass(
      Derivation derivation,
      Levels levels,
      List<Operand> operands,
      KeptValues kept,
      Places places) {
    this.derivation = derivation;
    this.levels = levels;
    this.operands = operands;
    this.kept = kept;
    this.places = places;
    this.slots = List.copyOf(derivation.slots().keySet());
  }

  /** Where the gradient of an operand through its products is summed. */
  static Place backRow(Places places, int operandId) {
    return places.row("back " + operandId);
  }

  Schedule schedule() {
    RegionCutter cutter = RegionCutter.cut(roots(), this::atHand, places);
    RegionLowering lowering = RegionLowering.lower(new Cut(cutter), cutter.regions());
    return new Schedule(lowering.loops(), cutter.stages());
  }

  /** Of each operand the stage before which its back product runs; −1 where none is needed. */
  List<Integer> backStages() {
    Map<Integer, Integer> byOperand = new HashMap<>();
    for (Node node : Graph.reach(derivation.roots())) {
      if (node.op() == Op.BACK_PRODUCT) {
        byOperand.put((int) node.value(), levels.backward(node));
      }
    }
    return operands.stream()
        .map(operand -> byOperand.getOrDefault(operand.node().id(), -1))
        .toList();
  }

  private List<List<Root>> roots() {
    int last = 0;
    for (Node root : derivation.roots()) {
      last = Math.max(last, levels.backward(root));
    }
    List<List<Root>> roots = new ArrayList<>();
    for (int stage = 0; stage <= last; stage++) {
      roots.add(new ArrayList<>());
    }
    for (int slot = 0; slot < slots.size(); slot++) {
      Node gradient = derivation.slots().getOrDefault(slots.get(slot), slots.get(slot));
      roots.get(levels.backward(gradient)).add(Root.store(gradient, places.slot(slot)));
    }
    derivation
        .carries()
        .forEach(
            (state, node) ->
                roots.get(levels.backward(node)).add(Root.store(node, places.carry(state))));
    derivation
        .vectors()
        .forEach(
            (id, node) -> {
              Place sum = places.vectorGradient(places.vectorIndex(id));
              roots.get(levels.backward(node)).add(new Root(node, sum, true));
            });
    derivation
        .given()
        .forEach(
            (leaf, node) ->
                roots.get(levels.backward(node)).add(Root.store(node, places.givenGradient(leaf))));
    return roots;
  }

  private Optional<Place> memory(Node node) {
    if (node.op() == Op.BACK_PRODUCT) {
      return Optional.of(backRow(places, (int) node.value()));
    }
    if (node.op() == Op.PREACTIVATION) {
      return kept.rawSlots().contains(node) ? places.leaf(node) : Optional.empty();
    }
    if (derivation.gradient().isForward(node) && kept.home(node).isPresent()) {
      return kept.home(node);
    }
    return places.leaf(node);
  }

  private boolean atHand(Node node) {
    return node.isLeaf() || memory(node).isPresent();
  }

  private final class Cut implements RegionSpace {
    private final RegionCutter cutter;
    private final Map<Node, Integer> overwritten = new HashMap<>();
    private final Map<Node, Integer> cutAt = new HashMap<>();

    private Cut(RegionCutter cutter) {
      this.cutter = cutter;
      for (int region = 0; region < cutter.regions().size(); region++) {
        for (Root root : cutter.regions().get(region)) {
          if (cutter.cutPlace(root.node()).filter(place -> place == root.place()).isPresent()) {
            cutAt.put(root.node(), region);
          }
          overwrite(root.place(), region);
        }
      }
    }

    /** What a place held before a root is written there is lost. */
    private void overwrite(Place place, int region) {
      if (place.layout() == Layout.SLOT) {
        Node slot = slots.get(place.index());
        if (kept.rawSlots().contains(slot)) {
          overwritten.put(slot, region);
        }
        for (Node node : kept.stored()) {
          Place home = kept.home(node).orElseThrow();
          if (home.layout() == Layout.SLOT && home.index() == place.index()) {
            overwritten.put(node, region);
          }
        }
      }
      derivation
          .carries()
          .forEach(
              (state, node) -> {
                if (place == places.carry(state)) {
                  overwritten.put(derivation.stateGradient(state), region);
                }
              });
    }

    @Override
    public int level(Node node) {
      boolean atStart = node.isLeaf() || derivation.gradient().isForward(node);
      return atStart ? 0 : cutter.firstRegion(node, levels.backward(node));
    }

    @Override
    public Optional<Place> place(Node node) {
      return cutter.cutPlace(node).or(() -> memory(node));
    }

    @Override
    public boolean readable(Node node, int region) {
      return cutter.cutPlace(node).isEmpty() || cutAt.getOrDefault(node, region) < region;
    }

    @Override
    public Optional<Integer> overwrittenBy(Node node) {
      return Optional.ofNullable(overwritten.get(node));
    }

    @Override
    public Place spillPlace(Node node) {
      return places.row("backward spill " + node.id());
    }

    @Override
    public int stateGradient(LoopBuilder loop, String state) {
      int gradient = loop.load(places.carry(state));
      if (state.equals(derivation.output())) {
        gradient = loop.apply(Code.ADD, gradient, loop.load(places.outputGradient()));
      }
      return derivation.isReadFromAbove(state)
          ? loop.apply(Code.ADD, gradient, loop.load(places.gradientFromAbove(state)))
          : gradient;
    }
  }
}
