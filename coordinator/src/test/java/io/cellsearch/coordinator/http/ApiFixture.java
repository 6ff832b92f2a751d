package io.cellsearch.coordinator.http;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.cellsearch.coordinator.telemetry.EventBus;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server on any free port, before a store with two experiments. */
final class ApiFixture implements AutoCloseable {
  private static final String MODEL = "b".repeat(64);

  final EventBus events = new EventBus();
  final FakeCommands commands = new FakeCommands();
  final AtomicBoolean ready = new AtomicBoolean(true);
  final HttpServer server;
  private final Store store;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiFixture(Path folder) throws Exception {
    this(folder, HttpSettings.loopback(0));
  }

  ApiFixture(Path folder, HttpSettings settings) throws Exception {
    this(folder, settings, twoExperiments());
  }

  /** A server before a store that holds what these commands leave. */
  ApiFixture(Path folder, HttpSettings settings, List<StoreCommand> stored) throws Exception {
    store = StoreFactory.open(folder, StoreSettings.DEFAULT);
    long term = store.beginTerm(NOON).toCompletableFuture().join();
    store.commit(term, stored).toCompletableFuture().join();
    server =
        HttpServer.start(
            settings,
            new ApiBackend(
                store.queries(),
                commands,
                ArtifactFolder.open(folder.resolve("artifacts"), 1_000),
                events,
                new CoordinatorMeters(),
                ready::get),
            Duration.ofMillis(300));
  }

  private static List<StoreCommand> twoExperiments() {
    return List.of(
        Samples.createJsb(),
        Samples.createTrial(1),
        Samples.createTrial(2),
        Samples.createTrial(3),
        Samples.createTrial(4),
        Samples.start(1, 1),
        Samples.report(1, 1, 1, 3.0),
        Samples.report(1, 1, 2, 2.0),
        ended(1, new AttemptEnd.Trained(false), TrialState.COMPLETED),
        new StoreCommand.SetTestResult(FIRST, 2.25, Metrics.NONE),
        Samples.start(2, 1),
        Samples.report(2, 1, 1, 1.0),
        ended(2, new AttemptEnd.Trained(true), TrialState.STOPPED),
        Samples.start(3, 1),
        Samples.report(3, 1, 1, Double.NaN),
        ended(3, new AttemptEnd.Diverged(), TrialState.DIVERGED),
        Samples.create(new ExperimentId("jsb-2"), 2, "jsb", Goal.MINIMIZE),
        new StoreCommand.EndExperiment(
            JSB,
            io.cellsearch.coordinator.store.ExperimentState.COMPLETED,
            Optional.of("all trials have ended"),
            NOON.plusSeconds(60)));
  }

  private static StoreCommand ended(int trial, AttemptEnd end, TrialState state) {
    Optional<Outcome> outcome =
        state == TrialState.DIVERGED
            ? Optional.of(new Outcome.Diverged(1))
            : Optional.of(
                new Outcome.Trained(2, 2, Optional.of(MODEL), state == TrialState.STOPPED));
    return new StoreCommand.EndAttempt(
        new TrialId(JSB, trial),
        1,
        end,
        outcome,
        new TrialProgress(state, 1, 0, 0, 0),
        NOON.plusSeconds(30));
  }

  URI uri(String path) {
    return URI.create(server.uri() + path);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String path, String contentType, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", contentType);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> put(String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", contentType));
  }

  @Override
  public void close() {
    server.close();
    store.close();
  }
}
