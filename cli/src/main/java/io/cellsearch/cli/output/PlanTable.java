package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.simulation.CostPlan;
import io.cellsearch.core.simulation.Stage;
import java.util.Map;

/** A plan as rows: how many trials come to each level, and how many end there. */
public final class PlanTable {
  private PlanTable() {}

  /**
   * One row for each number of epochs at which trials end, or for each rung where these are of
   * time, and one for all.
   */
  public static JsonNode of(CostPlan plan, Resource resource) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    double left = plan.trials();
    for (Map.Entry<Integer, Stage> rung : plan.stages().entrySet()) {
      Stage stage = rung.getValue();
      row(rows, label(rung.getKey(), resource), left, stage.trials(), stage.epochs());
      left -= stage.trials();
    }
    row(rows, "all", plan.trials(), plan.trials(), plan.epochs());
    return rows;
  }

  private static String label(int level, Resource resource) {
    return resource == Resource.TIME ? level + " s" : Integer.toString(level);
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
