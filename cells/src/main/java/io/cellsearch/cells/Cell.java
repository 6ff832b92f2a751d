package io.cellsearch.cells;

import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A cell with its options settled: the new value of every state as a graph over the input, the old
 * states and the parameters. Sums of matrix products stand as preactivations.
 */
public final class Cell {
  private final String name;
  private final Graph graph;
  private final Map<String, Node> next;
  private final List<CellParameter> parameters;

  Cell(String name, Graph graph, Map<String, Node> next, List<CellParameter> parameters) {
    this.name = name;
    this.graph = graph;
    this.next = Collections.unmodifiableMap(new LinkedHashMap<>(next));
    this.parameters = List.copyOf(parameters);
  }

  public String name() {
    return name;
  }

  /** Where the nodes live; more may be made in it. */
  public Graph graph() {
    return graph;
  }

  /** The states in the order of the text; the first one is the output. */
  public List<String> states() {
    return List.copyOf(next.keySet());
  }

  /** The state that the layer gives out. */
  public String output() {
    return next.keySet().iterator().next();
  }

  /** The new value of each state, in the order of the states. */
  public Map<String, Node> next() {
    return next;
  }

  /** Every trainable matrix and vector, in the order of their first use. */
  public List<CellParameter> parameters() {
    return parameters;
  }

  /** The parameter of that id. */
  public CellParameter parameter(String id) {
    return parameters.stream()
        .filter(parameter -> parameter.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no parameter " + id));
  }

  /** Trainable numbers of one layer, read-out excluded. */
  public long parameterCount(int inputs, int units) {
    return parameters.stream().mapToLong(parameter -> parameter.count(inputs, units)).sum();
  }

  /** States of the layer below that it reads. */
  public Set<String> statesReadBelow() {
    return Graph.reach(next.values()).stream()
        .filter(node -> node.op() == Op.BELOW)
        .map(Node::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many groups of units its masks and clocks make; the units must be divisible by each. */
  public Set<Integer> groups() {
    Set<Integer> groups = new TreeSet<>();
    parameters.forEach(parameter -> parameter.blocks().ifPresent(groups::add));
    for (Node node : Graph.reach(next.values())) {
      if (node.op() == Op.CLOCK) {
        groups.add((int) node.value());
      }
    }
    return groups;
  }

  /**
   * This cell, which has as many units.
   *
   * @throws IllegalArgumentException for units that its groups do not divide
   */
  public Cell requireUnits(int units) {
    for (int groups : groups()) {
      if (units % groups != 0) {
        throw new IllegalArgumentException(
            "units of %s are divisible by its %d groups, but are %d"
                .formatted(name, groups, units));
      }
    }
    return this;
  }

  /** The symbolic gradient of one step. */
  public Gradient gradient() {
    return Gradient.of(graph, next);
  }
}
