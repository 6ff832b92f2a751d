package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cellsearch.core.simulation.CostPlan;
import java.util.Map;

/** A plan as rows: how many trials come to each number of epochs, and how many end there. */
public final class PlanTable {
  private PlanTable() {}

  /** One row for each number of epochs at which trials end, and one for all. */
  public static JsonNode of(CostPlan plan) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    double left = plan.trials();
    for (Map.Entry<Integer, Double> rung : plan.trialsByEpochs().entrySet()) {
      double trials = rung.getValue();
      row(rows, rung.getKey().toString(), left, trials, trials * rung.getKey());
      left -= trials;
    }
    row(rows, "all", plan.trials(), plan.trials(), plan.epochs());
    return rows;
  }

  private static void row(
      ArrayNode rows, String endAfter, double reached, double trials, double epochs) {
    rows.addObject()
        .put("end after", endAfter)
        .put("come there", tenth(reached))
        .put("trials", tenth(trials))
        .put("epochs", tenth(epochs));
  }

  private static double tenth(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
