package io.cellsearch.training.plan;

import io.cellsearch.cells.Cell;
import io.cellsearch.cells.graph.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schedule of a cell for any sizes.
 *
 * @param slots preactivations, in the order of the slot buffer
 * @param operands in the order in which their products run
 * @param backStages of each operand that is a value of the step, the backward stage whose products
 *     give its gradient; −1 of the others
 * @param vectors ids of the vector parameters, in the order of their buffers
 * @param rhythms ticks and clocks by the index of their buffer
 * @param carriedStates states whose gradient has an elementwise part
 * @param usesInput whether the input is read elementwise
 * @param givesInputGradient whether loops write an elementwise part of the input's gradient
 */
public record CellPlan(
    Cell cell,
    List<Node> slots,
    List<Operand> operands,
    List<Integer> backStages,
    List<String> vectors,
    Map<Integer, Node> rhythms,
    Schedule forward,
    Schedule backward,
    Set<String> carriedStates,
    boolean usesInput,
    boolean givesInputGradient,
    Layout layout) {

  public CellPlan {
    slots = List.copyOf(slots);
    operands = List.copyOf(operands);
    backStages = List.copyOf(backStages);
    vectors = List.copyOf(vectors);
    rhythms = Map.copyOf(rhythms);
    carriedStates = Set.copyOf(carriedStates);
  }

  /**
   * The arena's buffers by their index.
   *
   * @param histories by state
   * @param carries by state
   * @param backs of each operand the row that its gradient is summed in; −1 of the others
   */
  public record Layout(
      Buffers buffers,
      int slots,
      int input,
      int inputGradient,
      int outputGradient,
      int vectors,
      int vectorGradients,
      Map<String, Integer> histories,
      Map<String, Integer> carries,
      List<Integer> backs) {
    public Layout {
      histories = Map.copyOf(histories);
      carries = Map.copyOf(carries);
      backs = List.copyOf(backs);
    }
  }
}
