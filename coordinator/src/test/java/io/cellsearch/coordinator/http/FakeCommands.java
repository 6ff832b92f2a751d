package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.spec.Problem;
import io.cellsearch.coordinator.store.ExperimentState;
import io.cellsearch.core.trial.ExperimentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every order and every file but those with the word "wrong", and fails at "broken". */
final class FakeCommands implements ExperimentCommands {
  record Submitted(String yaml, String fileName, Map<String, String> data) {}

  final List<Submitted> submitted = new CopyOnWriteArrayList<>();

  final List<Order> ordered = new CopyOnWriteArrayList<>();

  /** Refuses what is about the experiment "odd", knows none called "none", and obeys otherwise. */
  @Override
  public CompletionStage<OrderResult> order(Order order) {
    ExperimentId id = order.experiment();
    if (id.value().equals("away")) {
      return CompletableFuture.failedFuture(new NotReadyException());
    }
    if (id.value().equals("none")) {
      return CompletableFuture.completedFuture(
          new OrderResult.Unknown("no experiment none is known"));
    }
    if (id.value().equals("odd")) {
      return CompletableFuture.completedFuture(new OrderResult.Refused("odd has ended"));
    }
    ordered.add(order);
    return CompletableFuture.completedFuture(
        new OrderResult.Done(id, ExperimentState.PAUSED, ordered.size() == 1, id + " obeys"));
  }

  @Override
  public CompletionStage<SubmitResult> submit(
      String yaml, String fileName, Map<String, String> dataHashes) {
    if (yaml.contains("broken")) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("a secret detail of the inside"));
    }
    if (yaml.contains("wrong")) {
      return CompletableFuture.completedFuture(
          new SubmitResult.Refused(
              List.of(
                  new Problem(
                      fileName,
                      3,
                      5,
                      "model.unitz",
                      "`model.unitz` is not a key",
                      "wrong",
                      Optional.of("model.units")),
                  new Problem(
                      fileName, 0, 0, "task", "`task` is required", "", Optional.empty()))));
    }
    submitted.add(new Submitted(yaml, fileName, dataHashes));
    return CompletableFuture.completedFuture(new SubmitResult.Accepted(new ExperimentId("co2")));
  }
}
