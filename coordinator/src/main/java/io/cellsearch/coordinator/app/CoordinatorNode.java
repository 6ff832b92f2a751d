package io.cellsearch.coordinator.app;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import io.cellsearch.coordinator.actor.CoordinatorActor;
import io.cellsearch.coordinator.actor.CoordinatorParts;
import io.cellsearch.coordinator.actor.EndedWorkers;
import io.cellsearch.coordinator.actor.LeadingCoordinator;
import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.artifact.Sweep;
import io.cellsearch.coordinator.backup.Backup;
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
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running coordinator node. */
public final class CoordinatorNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);

  private static final int LEASES_BEFORE_A_SWEEP = 10;
  private static final Duration SHORTEST_SWEEP = Duration.ofMinutes(10);

  private final Base base;
  private final HttpServer http;
  private final URI uri;
  private final ActorSystem<Void> system;

  private CoordinatorNode(Base base, HttpServer http, URI uri, ActorSystem<Void> system) {
    this.base = base;
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
    Base base =
        new Base(
            store,
            meters,
            Executors.newCachedThreadPool(task -> daemon("spec-reader", task)),
            Executors.newSingleThreadScheduledExecutor(task -> daemon("sweep", task)),
            need);
    try {
      return start(settings, new SpecReader(inspector, version), base);
    } catch (HttpStartException | IOException | RuntimeException e) {
      base.close();
      throw e;
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private record Base(
      Store store,
      CoordinatorMeters meters,
      ExecutorService readers,
      ScheduledExecutorService timer,
      MemoryNeed need) {

    void close() {
      timer.shutdownNow();
      readers.shutdown();
      store.close();
    }
  }

  private static CoordinatorNode start(CoordinatorSettings settings, SpecReader reader, Base base)
      throws HttpStartException, IOException {
    EventBus events = new EventBus();
    LeadingCoordinator leading = new LeadingCoordinator();
    ArtifactFolder artifacts = ArtifactFolder.open(settings.artifacts());
    Backup backup = new Backup(base.store(), artifacts, settings.stateDirectory());
    HttpServer http =
        HttpServer.start(
            settings.http(),
            new ApiBackend(
                    base.store().queries(),
                    new Submitter(reader, artifacts, leading, base.readers()),
                    artifacts,
                    events,
                    base.meters(),
                    leading::ready)
                .with(backup::writeTo));
    leading.onBegin(sweep(settings, artifacts, base)::begin);
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
      ActorSystem<Void> system = startSystem(settings, parts);
      base.meters().voters(() -> ClusterSystem.count(system, ClusterRole.VOTER));
      return new CoordinatorNode(base, http, uri, system);
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  private static Sweep sweep(CoordinatorSettings settings, ArtifactFolder artifacts, Base base) {
    Duration leases = settings.lease().multipliedBy(LEASES_BEFORE_A_SWEEP);
    return new Sweep(
        artifacts,
        () -> base.store().queries().artifacts(),
        base.timer(),
        leases.compareTo(SHORTEST_SWEEP) > 0 ? leases : SHORTEST_SWEEP);
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
            settings.peers().join(),
            settings.tls());
    return ClusterSystem.start(
        Behaviors.setup(
            context -> {
              CoordinatorAddress.host(
                  context.getSystem(), CoordinatorActor.create(parts), new CoordinatorActor.Stop());
              context.spawn(EndedWorkers.create(), "ended-workers");
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

  /** Leaves the cluster, commits what was handed in, and closes the database; once. */
  @Override
  public synchronized void close() {
    system.terminate();
    awaitEnd();
    http.close();
    base.close();
  }
}
