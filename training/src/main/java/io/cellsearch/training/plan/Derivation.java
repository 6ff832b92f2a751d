package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gradients that the backward pass must compute. */
final class Derivation {
  private final Graph graph;
  private final Gradient gradient;
  private final Map<Node, Node> slots = new LinkedHashMap<>();
  private final Map<String, Node> vectors = new LinkedHashMap<>();
  private final Map<String, Node> carries = new LinkedHashMap<>();
  private final Map<Node, Node> given = new LinkedHashMap<>();
  private final Set<String> readFromAbove;
  private final String output;

  Derivation(
      Cell cell,
      Gradient gradient,
      List<Node> slotOrder,
      List<String> vectorIds,
      Surroundings surroundings) {
    this.gradient = gradient;
    this.output = cell.output();
    this.graph = cell.graph();
    this.readFromAbove = surroundings.readFromAbove();
    for (Node slot : slotOrder) {
      slots.put(slot, gradient.of(slot).orElseGet(() -> graph.constant(0)));
    }
    for (String id : vectorIds) {
      gradient.of(graph.leaf(Op.VECTOR, id)).ifPresent(node -> vectors.put(id, node));
    }
    for (Node leaf : Graph.reach(cell.next().values())) {
      boolean wanted = leaf.op() == Op.INPUT && surroundings.inputGradient();
      if (wanted || leaf.op() == Op.BELOW || leaf.op() == Op.NORMALISED) {
        gradient.of(leaf).ifPresent(node -> given.put(leaf, node));
      }
    }
    Set<Node> live = live(cell);
    for (String state : cell.states()) {
      if (live.contains(graph.leaf(Op.STATE_GRADIENT, state))) {
        gradient.of(graph.leaf(Op.STATE, state)).ifPresent(node -> carries.put(state, node));
      }
    }
  }

  /**
   * What gradients of parameters and of given leaves depend on, through any number of steps; nobody
   * reads the other carries.
   */
  private Set<Node> live(Cell cell) {
    Set<Node> roots = new LinkedHashSet<>(slots.values());
    roots.addAll(vectors.values());
    roots.addAll(given.values());
    Set<Node> live = new LinkedHashSet<>(Graph.reach(roots));
    for (int round = 0; round < cell.states().size(); round++) {
      for (String state : cell.states()) {
        Optional<Node> carry = gradient.of(graph.leaf(Op.STATE, state));
        if (carry.isPresent() && live.contains(graph.leaf(Op.STATE_GRADIENT, state))) {
          roots.add(carry.get());
        }
      }
      live = new LinkedHashSet<>(Graph.reach(roots));
    }
    return live;
  }

  Gradient gradient() {
    return gradient;
  }

  /** The leaf that stands for the gradient of a state's new value. */
  Node stateGradient(String state) {
    return graph.leaf(Op.STATE_GRADIENT, state);
  }

  /** The state that gets the layer's own output gradient. */
  String output() {
    return output;
  }

  /** Of each slot in order; zero where nothing depends on it. */
  Map<Node, Node> slots() {
    return slots;
  }

  /** Of each vector parameter that anything depends on. */
  Map<String, Node> vectors() {
    return vectors;
  }

  /** The elementwise part of what flows to each state's old value. */
  Map<String, Node> carries() {
    return carries;
  }

  Set<String> carriedStates() {
    return carries.keySet();
  }

  /** Of each given leaf whose gradient is wanted the elementwise part of it. */
  Map<Node, Node> given() {
    return given;
  }

  /** Whether a state's gradient has a part that comes from the layer above. */
  boolean isReadFromAbove(String state) {
    return readFromAbove.contains(state);
  }

  /** Everything that the pass must leave behind. */
  Collection<Node> roots() {
    List<Node> roots = new ArrayList<>(slots.values());
    roots.addAll(vectors.values());
    roots.addAll(carries.values());
    roots.addAll(given.values());
    return roots;
  }
}
