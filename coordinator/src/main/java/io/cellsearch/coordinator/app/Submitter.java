package io.cellsearch.coordinator.app;

import io.cellsearch.coordinator.actor.LeadingCoordinator;
import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.http.ExperimentCommands;
import io.cellsearch.coordinator.http.SubmitResult;
import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.spec.SpecReader;
import io.cellsearch.coordinator.spec.SpecResult;
import io.cellsearch.coordinator.spec.SpecSource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Reads submitted files, refuses those with problems, and passes the others on to the leader;
 * orders too.
 */
final class Submitter implements ExperimentCommands {
  private final SpecReader reader;
  private final ArtifactFolder artifacts;
  private final LeadingCoordinator leading;
  private final Executor executor;

  /** A submitter whose reading, which looks through the data, runs on the executor. */
  Submitter(
      SpecReader reader, ArtifactFolder artifacts, LeadingCoordinator leading, Executor executor) {
    this.reader = reader;
    this.artifacts = artifacts;
    this.leading = leading;
    this.executor = executor;
  }

  @Override
  public CompletionStage<SubmitResult> submit(
      String yaml, String fileName, Map<String, String> dataHashes) {
    SpecSource source = new SpecSource(fileName, yaml.getBytes(StandardCharsets.UTF_8));
    ArtifactCatalog catalog = new ArtifactCatalog(artifacts, Map.copyOf(dataHashes));
    return CompletableFuture.supplyAsync(() -> reader.read(source, catalog), executor)
        .thenCompose(result -> submit(result, yaml));
  }

  @Override
  public CompletionStage<OrderResult> order(Order order) {
    return leading.order(order);
  }

  private CompletionStage<SubmitResult> submit(SpecResult result, String yaml) {
    if (result instanceof SpecResult.Invalid invalid) {
      return CompletableFuture.completedFuture(new SubmitResult.Refused(invalid.problems()));
    }
    return leading.submit(((SpecResult.Valid) result).resolved(), yaml);
  }
}
