package io.cellsearch.training.network;

import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellOptions;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Planner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plans of a network's layers. To make them takes milliseconds, and they are the same whatever
 * the sizes are: those that were asked for last are kept.
 */
final class LayerPlans {
  private static final int KEPT = 64;
  private static final float LOAD_FACTOR = 0.75f;

  /** In the order of their last use. */
  private static final Map<MakeUp, List<CellPlan>> PLANS =
      new LinkedHashMap<>(KEPT, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MakeUp, List<CellPlan>> eldest) {
          return size() > KEPT;
        }
      };

  private LayerPlans() {}

  /**
   * What the cells of all layers, and what is wanted of them, depend on.
   *
   * @param isSquare whether the first layer's input is as long as its state
   */
  private record MakeUp(
      CellDefinition cell,
      CellOptions options,
      int layers,
      boolean bidirectional,
      boolean hasFrontEnd,
      boolean isSquare) {

    static MakeUp of(NetworkSpec spec) {
      return new MakeUp(
          spec.cell(),
          spec.options(),
          spec.layers(),
          spec.variant().bidirectional(),
          !spec.variant().frontEnd().equals(FrontEnd.NONE),
          spec.layerInputs(0) == spec.units());
    }
  }

  /**
   * A plan for each layer; the parts of a layer have the same.
   *
   * @throws IllegalArgumentException for an option that the cell does not have, and for units that
   *     its groups do not divide
   */
  static List<CellPlan> of(NetworkSpec spec) {
    List<CellPlan> plans;
    synchronized (PLANS) {
      plans = PLANS.computeIfAbsent(MakeUp.of(spec), makeUp -> made(spec));
    }
    plans.forEach(plan -> plan.cell().requireUnits(spec.units()));
    return plans;
  }

  private static List<CellPlan> made(NetworkSpec spec) {
    List<CellPlan> plans = new ArrayList<>();
    for (int layer = 0; layer < spec.layers(); layer++) {
      plans.add(
          Planner.plan(spec.parts(layer).get(0).cell(), LayerStack.surroundings(spec, layer)));
    }
    return List.copyOf(plans);
  }
}
