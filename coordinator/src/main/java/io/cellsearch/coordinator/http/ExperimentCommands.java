package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the HTTP API asks the coordinator to do. */
public interface ExperimentCommands {

  /**
   * Submits an experiment file.
   *
   * @param yaml the file's text
   * @param fileName under which problems are reported; it is never opened
   * @param dataHashes SHA-256 of each uploaded data set by the name that the file uses
   */
  CompletionStage<SubmitResult> submit(
      String yaml, String fileName, Map<String, String> dataHashes);

  /** Orders something of an experiment; answered when it is stored. */
  CompletionStage<OrderResult> order(Order order);
}
