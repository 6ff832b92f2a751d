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
 * @param given leaves whose values of all steps must be there before the loop over time
 * @param rhythms ticks and clocks by the index of their buffer
 * @param carriedStates states whose gradient has an elementwise part
 */
public record CellPlan(
    Cell cell,
    List<Node> slots,
    List<Operand> operands,
    List<Integer> backStages,
    List<String> vectors,
    List<Given> given,
    Map<Integer, Node> rhythms,
    Schedule forward,
    Schedule backward,
    Set<String> carriedStates,
    Layout layout) {

  public CellPlan {
    slots = List.copyOf(slots);
    operands = List.copyOf(operands);
    backStages = List.copyOf(backStages);
    vectors = List.copyOf(vectors);
    given = List.copyOf(given);
    rhythms = Map.copyOf(rhythms);
    carriedStates = Set.copyOf(carriedStates);
  }

  /**
   * The input where it is read elementwise, a state of the layer below, or a normalised product.
   *
   * @param values its buffer
   * @param gradients the buffer that loops write its gradient to; −1 where none is wanted or
   *     nothing depends on it
   */
  public record Given(Node leaf, int values, int gradients) {}

  /**
   * The arena's buffers by their index.
   *
   * @param histories by state
   * @param carries by state
   * @param gradientsFromAbove by state that the layer above reads
   * @param backs of each operand the row that its gradient is summed in; −1 of the others
   */
  public record Layout(
      Buffers buffers,
      int slots,
      int outputGradient,
      int vectors,
      int vectorGradients,
      Map<String, Integer> histories,
      Map<String, Integer> carries,
      Map<String, Integer> gradientsFromAbove,
      List<Integer> backs) {
    public Layout {
      gradientsFromAbove = Map.copyOf(gradientsFromAbove);
      histories = Map.copyOf(histories);
      carries = Map.copyOf(carries);
      backs = List.copyOf(backs);
    }
  }
}
