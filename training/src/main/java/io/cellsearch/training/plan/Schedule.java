package io.cellsearch.training.plan;

import io.cellsearch.training.kernel.Loop;
import java.util.List;

/**
 * The loops of one pass over a step, each with the stage of products that it follows.
 *
 * @param stages ascending
 */
public record Schedule(List<Loop> loops, List<Integer> stages) {
  public Schedule {
    loops = List.copyOf(loops);
    stages = List.copyOf(stages);
  }

  /** Whether a loop is the first of its stage: the stage's products run before it. */
  public boolean opensStage(int loop) {
    return loop == 0 || !stages.get(loop).equals(stages.get(loop - 1));
  }
}
