package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the plan of a cell. */
public final class Planner {
  private Planner() {}

  /** Plans a layer of a cell. */
  public static CellPlan plan(Cell cell, Surroundings surroundings) {
    List<Node> all = Graph.reach(cell.next().values());
    List<Node> slots =
        SlotOrder.of(all.stream().filter(node -> node.op() == Op.PREACTIVATION).toList());
    List<String> vectors =
        all.stream().filter(node -> node.op() == Op.VECTOR).map(Node::name).toList();
    Gradient gradient = cell.gradient();
    Levels levels = new Levels(gradient, all);
    Places places = new Places(cell, slots, vectors);
    List<Operand> operands = Operands.of(cell, slots, levels, places);
    Derivation derivation = new Derivation(cell, gradient, slots, vectors, surroundings);
    KeptValues kept = KeptValues.decide(cell, derivation, operands, places);
    Schedule forward = new ForwardPass(cell, slots, levels, operands, kept, places).schedule();
    BackwardPass pass = new BackwardPass(derivation, levels, operands, kept, places);
    Schedule backward = pass.schedule();
    return new CellPlan(
        cell,
        slots,
        operands,
        pass.backStages(),
        vectors,
        given(cell, derivation, places),
        rhythms(all, places),
        forward,
        backward,
        derivation.carriedStates(),
        layout(cell, operands, places, surroundings));
  }

  private static List<CellPlan.Given> given(Cell cell, Derivation derivation, Places places) {
    List<CellPlan.Given> given = new ArrayList<>();
    for (Node leaf : elementwise(cell)) {
      if (leaf.op() == Op.INPUT || leaf.op() == Op.BELOW || leaf.op() == Op.NORMALISED) {
        int values = places.leaf(leaf).orElseThrow().buffer();
        boolean wanted = derivation.given().containsKey(leaf);
        given.add(
            new CellPlan.Given(leaf, values, wanted ? places.givenGradient(leaf).buffer() : -1));
      }
    }
    return given;
  }

  /** Nodes that more than matrices read. */
  private static Set<Node> elementwise(Cell cell) {
    Set<Node> read = new LinkedHashSet<>(cell.next().values());
    for (Node node : Graph.reach(cell.next().values())) {
      if (node.op() != Op.PREACTIVATION) {
        read.addAll(node.inputs());
      }
    }
    return read;
  }

  private static Map<Integer, Node> rhythms(List<Node> all, Places places) {
    Map<Integer, Node> rhythms = new HashMap<>();
    for (Node node : all) {
      if (node.isRhythm()) {
        rhythms.put(places.leaf(node).orElseThrow().buffer(), node);
      }
    }
    return rhythms;
  }

  private static CellPlan.Layout layout(
      Cell cell, List<Operand> operands, Places places, Surroundings surroundings) {
    Map<String, Integer> histories = new HashMap<>();
    Map<String, Integer> carries = new HashMap<>();
    for (String state : cell.states()) {
      histories.put(state, places.history(state));
      carries.put(state, places.carry(state).buffer());
    }
    Map<String, Integer> fromAbove = new HashMap<>();
    for (String state : surroundings.readFromAbove()) {
      fromAbove.put(state, places.gradientFromAbove(state).buffer());
    }
    List<Integer> backs = new ArrayList<>();
    for (Operand operand : operands) {
      backs.add(
          operand.isIntermediate()
              ? BackwardPass.backRow(places, operand.node().id()).buffer()
              : -1);
    }
    return new CellPlan.Layout(
        places.buffers(),
        places.slotBuffer,
        places.outputGradientBuffer,
        places.vectorBuffer,
        places.vectorGradientBuffer,
        histories,
        carries,
        fromAbove,
        backs);
  }
}
