package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cellsearch.core.simulation.CostPlan;

/** A plan as rows: after how many epochs trials end, and how many do. */
public final class PlanTable {
  private PlanTable() {}

  /** One row for each number of epochs at which trials end, and one for all. */
  public static JsonNode of(CostPlan plan) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    plan.trialsByEpochs()
        .forEach((epochs, trials) -> row(rows, epochs.toString(), trials, trials * epochs));
    row(rows, "all", plan.trials(), plan.epochs());
    return rows;
  }

  private static void row(ArrayNode rows, String endAfter, double trials, double epochs) {
    rows.addObject()
        .put("end after", endAfter)
        .put("trials", tenth(trials))
        .put("epochs", tenth(epochs));
  }

  private static double tenth(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
