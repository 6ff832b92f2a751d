package io.cellsearch.training.plan;

import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.graph.Op;
import io.cellsearch.training.kernel.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A vector that matrices multiply, with the slots that its products go to; slot i is fed by matrix
 * i.
 *
 * @param stage −1: over blocks of steps, before their loops; else the loops of a step that it
 *     precedes
 * @param place where it is read
 * @param runs neighbouring slots that one product fills
 */
public record Operand(
    Node node, int stage, Place place, List<Integer> slots, List<String> matrices, List<Run> runs) {

  public Operand {
    slots = List.copyOf(slots);
    matrices = List.copyOf(matrices);
    runs = List.copyOf(runs);
  }

  /**
   * Slots first to end (exclusive).
   *
   * @param accumulate whether an earlier operand has written them
   */
  public record Run(int first, int end, boolean accumulate) {}

  /** Whether it is the layer's input. */
  public boolean isInput() {
    return node.op() == Op.INPUT;
  }

  /** The state whose old value it is. */
  public Optional<String> oldState() {
    return node.op() == Op.STATE ? Optional.of(node.name()) : Optional.empty();
  }

  /** Whether it is a value of the same step. */
  public boolean isIntermediate() {
    return stage > 0;
  }

  /** Neighbouring slots whatever was written before: the products of the backward pass. */
  public List<Run> wholeRuns() {
    List<Run> whole = new ArrayList<>();
    for (int slot : slots) {
      Run last = whole.isEmpty() ? null : whole.get(whole.size() - 1);
      if (last != null && last.end() == slot) {
        whole.set(whole.size() - 1, new Run(last.first(), slot + 1, false));
      } else {
        whole.add(new Run(slot, slot + 1, false));
      }
    }
    return whole;
  }
}
