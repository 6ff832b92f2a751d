package io.cellsearch.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cellsearch.cli.local.MemoryPlan;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.training.trainer.TrialMemory;
import java.util.stream.Collectors;

/** The memory that trials will need as rows: of a typical one, and of the largest. */
public final class MemoryTable {
  private static final double MIB = 1 << 20;

  private MemoryTable() {}

  /** One row for each, sizes in MiB. */
  public static JsonNode of(MemoryPlan plan) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    row(rows, "typical", plan.typical());
    row(rows, "largest", plan.largest());
    return rows;
  }

  private static void row(ArrayNode rows, String name, MemoryPlan.Trial trial) {
    TrialMemory memory = trial.memory();
    rows.addObject()
        .put("trial", name)
        .put("MiB", tenth(memory.bytes()))
        .put("network", tenth(memory.network()))
        .put("optimizer", tenth(memory.optimizer()))
        .put("copies", tenth(memory.copies()))
        .put("batches", tenth(memory.batches()))
        .put("data", tenth(memory.data()))
        .put("configuration", text(trial.configuration()));
  }

  private static String text(Configuration configuration) {
    return configuration.values().entrySet().stream()
        .filter(each -> isSize(each.getKey()))
        .map(each -> last(each.getKey()) + "=" + text(each.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static boolean isSize(String path) {
    return switch (path) {
      case "model.cell",
          "model.units",
          "model.layers",
          "model.dropout",
          "training.batch_size",
          "training.optimizer",
          "training.engine" ->
          true;
      default -> false;
    };
  }

  private static String text(ParameterValue value) {
    return value instanceof ParameterValue.Real real
        ? String.format(java.util.Locale.ROOT, "%.3g", real.value())
        : value.text();
  }

  private static String last(String path) {
    return path.substring(path.indexOf('.') + 1);
  }

  private static double tenth(long bytes) {
    return Math.round(10 * bytes / MIB) / 10.0;
  }
}
