package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Gradient;
import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the plan of a cell. */
public final class Planner {
  private Planner() {}

  /**
   * Plans.
   *
   * @param inputGradient whether the gradient of the layer's input is wanted
   */
  public static CellPlan plan(Cell cell, boolean inputGradient) {
    List<Node> all = Graph.reach(cell.next().values());
    List<Node> slots =
        SlotOrder.of(all.stream().filter(node -> node.op() == Op.PREACTIVATION).toList());
    List<String> vectors =
        all.stream().filter(node -> node.op() == Op.VECTOR).map(Node::name).toList();
    Gradient gradient = cell.gradient();
    Levels levels = new Levels(gradient, all);
    Places places = new Places(cell, slots, vectors);
    List<Operand> operands = Operands.of(cell, slots, levels, places);
    Derivation derivation = new Derivation(cell, gradient, slots, vectors, inputGradient);
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
        rhythms(all, places),
        forward,
        backward,
        derivation.carriedStates(),
        readsInputElementwise(cell, all),
        derivation.inputGradient().isPresent(),
        layout(cell, operands, places));
  }

  private static boolean readsInputElementwise(Cell cell, List<Node> all) {
    boolean read =
        all.stream()
            .filter(node -> node.op() != Op.PREACTIVATION)
            .flatMap(node -> node.inputs().stream())
            .anyMatch(input -> input.op() == Op.INPUT);
    return read || cell.next().values().stream().anyMatch(node -> node.op() == Op.INPUT);
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

  private static CellPlan.Layout layout(Cell cell, List<Operand> operands, Places places) {
    Map<String, Integer> histories = new HashMap<>();
    Map<String, Integer> carries = new HashMap<>();
    for (String state : cell.states()) {
      histories.put(state, places.history(state));
      carries.put(state, places.carry(state).buffer());
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
        places.inputBuffer,
        places.inputGradientBuffer,
        places.outputGradientBuffer,
        places.vectorBuffer,
        places.vectorGradientBuffer,
        histories,
        carries,
        backs);
  }
}
