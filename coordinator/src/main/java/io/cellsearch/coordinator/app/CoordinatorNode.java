package io.cellsearch.coordinator.app;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import io.cellsearch.coordinator.actor.CoordinatorActor;
import io.cellsearch.coordinator.actor.CoordinatorParts;
import io.cellsearch.coordinator.actor.LeadingCoordinator;
import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.http.ApiBackend;
import io.cellsearch.coordinator.http.HttpServer;
import io.cellsearch.coordinator.http.HttpStartException;
import io.cellsearch.coordinator.spec.DataInspector;
import io.cellsearch.coordinator.spec.SpecReader;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.store.StoreUnavailableException;
import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.cellsearch.coordinator.telemetry.EventBus;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.protocol.ClusterRole;
import io.cellsearch.protocol.ClusterSettings;
import io.cellsearch.protocol.ClusterSystem;
import io.cellsearch.protocol.CoordinatorAddress;
import io.cellsearch.protocol.HostPort;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running coordinator node. */
public final class CoordinatorNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);
  private static final String ARTIFACTS = "artifacts";

  private final Store store;
  private final ExecutorService readers;
  private final HttpServer http;
  private final URI uri;
  private final ActorSystem<Void> system;

  private CoordinatorNode(Base base, HttpServer http, URI uri, ActorSystem<Void> system) {
    this.store = base.store();
    this.readers = base.readers();
    this.http = http;
    this.uri = uri;
    this.system = system;
  }

  /**
   * Starts a coordinator; it answers HTTP at once and leads within seconds.
   *
   * @param inspector looks into submitted data
   * @param need of memory of a trial, by which it is placed
   * @param version of this software, for the record
   * @throws StoreUnavailableException if another process holds the database, or none answers
   * @throws HttpStartException if the HTTP server cannot start as it is set up
   * @throws IOException if the state directory cannot be used
   */
  public static CoordinatorNode start(
      CoordinatorSettings settings, DataInspector inspector, MemoryNeed need, String version)
      throws StoreUnavailableException, HttpStartException, IOException {
    CoordinatorMeters meters = new CoordinatorMeters();
    StoreSettings writing = StoreSettings.DEFAULT.withLatency(meters::commitLatency);
    Store store =
        settings.database().isPresent()
            ? StoreFactory.open(settings.database().get(), writing)
            : StoreFactory.open(settings.stateDirectory(), writing);
    ExecutorService readers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "spec-reader");
              thread.setDaemon(true);
              return thread;
            });
    try {
      return start(
          settings, new SpecReader(inspector, version), new Base(store, meters, readers, need));
    } catch (HttpStartException | IOException | RuntimeException e) {
      readers.shutdown();
      store.close();
      throw e;
    }
  }

  private record Base(
      Store store, CoordinatorMeters meters, ExecutorService readers, MemoryNeed need) {}

  private static CoordinatorNode start(CoordinatorSettings settings, SpecReader reader, Base base)
      throws HttpStartException, IOException {
    EventBus events = new EventBus();
    LeadingCoordinator leading = new LeadingCoordinator();
    ArtifactFolder artifacts = ArtifactFolder.open(settings.stateDirectory().resolve(ARTIFACTS));
    HttpServer http =
        HttpServer.start(
            settings.http(),
            new ApiBackend(
                base.store().queries(),
                new Submitter(reader, artifacts, leading, base.readers()),
                artifacts,
                events,
                base.meters(),
                leading::ready));
    URI uri = settings.workersUrl().map(URI::create).orElse(http.uri());
    try {
      CoordinatorParts parts =
          new CoordinatorParts(
              base.store(),
              events,
              base.meters(),
              leading,
              name -> base.readers().execute(() -> delete(artifacts, name)),
              Optional.of(uri.toString()),
              settings.http().token(),
              base.need(),
              settings.lease(),
              Clock.systemUTC());
      return new CoordinatorNode(base, http, uri, startSystem(settings, parts));
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  /** A file that stays costs room and nothing else. */
  private static void delete(ArtifactFolder artifacts, String name) {
    try {
      artifacts.delete(new Sha256(name));
    } catch (IOException e) {
      LOG.warn("the artifact {} cannot be deleted", name, e);
    }
  }

  private static ActorSystem<Void> startSystem(
      CoordinatorSettings settings, CoordinatorParts parts) {
    ClusterSettings cluster =
        new ClusterSettings(
            Set.of(ClusterRole.COORDINATOR, ClusterRole.VOTER),
            settings.cluster(),
            settings.http().bind(),
            List.of(),
            settings.tls());
    return ClusterSystem.start(
        Behaviors.setup(
            context -> {
              CoordinatorAddress.host(
                  context.getSystem(), CoordinatorActor.create(parts), new CoordinatorActor.Stop());
              return Behaviors.empty();
            }),
        cluster);
  }

  /** The address of its pages and API, as workers are told. */
  public URI uri() {
    return uri;
  }

  /** The address that workers join. */
  public HostPort cluster() {
    return ClusterSystem.address(system);
  }

  /** Waits until its actor system has ended, by a signal or because another node leads. */
  public void awaitEnd() {
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** Leaves the cluster, commits what was handed in, and closes the database. */
  @Override
  public void close() {
    system.terminate();
    awaitEnd();
    http.close();
    readers.shutdown();
    store.close();
  }
}
