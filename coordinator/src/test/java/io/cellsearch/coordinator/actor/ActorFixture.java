package io.cellsearch.coordinator.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cellsearch.coordinator.http.SubmitResult;
import io.cellsearch.coordinator.scheduler.SpecBuilder;
import io.cellsearch.coordinator.spec.DataInspection;
import io.cellsearch.coordinator.spec.DataSet;
import io.cellsearch.coordinator.spec.ResolvedSpec;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.cellsearch.coordinator.telemetry.EventBus;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import io.cellsearch.protocol.WorkerMessage;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The coordinator's actor on a store that can be held, and a worker that is a probe. */
final class ActorFixture implements AutoCloseable {
  static final WorkerId WORKER = new WorkerId("a");
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Long enough for what was sent before it to arrive. */
  private static final Duration SHORT_WHILE = Duration.ofMillis(200);

  /** They tell of each failure with a stack trace, which is not wanted on the console here. */
  private static final List<Logger> LOUD =
      List.of(
          (Logger) LoggerFactory.getLogger("akka.actor.typed.Behavior$"),
          (Logger) LoggerFactory.getLogger(Leader.class));

  /** The artifacts that the coordinator needs no more. */
  final Queue<String> discarded = new ConcurrentLinkedQueue<>();

  final ActorTestKit kit = ActorTestKit.create();
  final HeldStore store;
  final LeadingCoordinator lead = new LeadingCoordinator();
  final EventBus events = new EventBus();
  final CoordinatorMeters meters = new CoordinatorMeters();
  final TestProbe<WorkerMessage> worker = kit.createTestProbe();
  final ActorRef<CoordinatorMessage> coordinator;

  ActorFixture(Path folder) throws Exception {
    this(new HeldStore(StoreFactory.open(folder, StoreSettings.DEFAULT)));
    awaitReady();
  }

  /** A coordinator that may not even have begun. */
  ActorFixture(HeldStore store) {
    this.store = store;
    CoordinatorParts parts =
        new CoordinatorParts(
            store,
            events,
            meters,
            lead,
            discarded::add,
            Optional.empty(),
            Optional.empty(),
            MemoryNeed.UNKNOWN,
            Duration.ofSeconds(30),
            Clock.systemUTC());
    LOUD.forEach(logger -> logger.setLevel(Level.OFF));
    coordinator = kit.spawn(CoordinatorActor.create(parts));
  }

  void awaitReady() {
    worker.awaitAssert(
        PATIENCE,
        () -> {
          if (!lead.ready()) {
            throw new AssertionError("the coordinator does not lead");
          }
          return true;
        });
  }

  CompletionStage<SubmitResult> submit(String name) {
    return lead.submit(resolved(name), "name: " + name);
  }

  static ResolvedSpec resolved(String name) {
    return new ResolvedSpec(
        SpecBuilder.spec(name, 9).build(),
        "name: " + name,
        new DataSet("notes.json", "ab".repeat(32), InputStream::nullInputStream),
        new DataInspection(List.of(), List.of(), 88, 88, DataSize.NONE));
  }

  static SubmitResult join(CompletionStage<SubmitResult> answer) {
    return answer.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  static AttemptId attempt(int trial, int attempt) {
    return new AttemptId(new TrialId(new ExperimentId("co2"), trial), attempt);
  }

  /** An experiment, and a worker that is known and has asked for nothing yet. */
  ToWorker.Welcome begin() {
    join(submit("co2"));
    return hello();
  }

  /** Passes over what it was told before it said hello. */
  ToWorker.Welcome hello(AttemptId... held) {
    coordinator.tell(
        new ToCoordinator.Hello(WORKER, 4, Device.CPU, 1L << 30, List.of(held), worker.ref()));
    List<WorkerMessage> heard =
        worker.fishForMessage(
            PATIENCE,
            message ->
                message instanceof ToWorker.NotKnown
                    ? FishingOutcomes.continueAndIgnore()
                    : FishingOutcomes.complete());
    return (ToWorker.Welcome) heard.get(0);
  }

  void requestWork(int free) {
    coordinator.tell(new ToCoordinator.RequestWork(WORKER, free, worker.ref()));
  }

  /** Has an order decided that waits for its commit, which the store holds; holds the next, too. */
  HeldStore.Held holdAnOrder() throws InterruptedException {
    store.hold();
    requestWork(1);
    return store.next();
  }

  Assignment expectAssignment() {
    return worker.expectMessageClass(ToWorker.Assign.class, PATIENCE).assignment();
  }

  void expectNothing() {
    worker.expectNoMessage(SHORT_WHILE);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
    store.close();
    LOUD.forEach(logger -> logger.setLevel(null));
  }
}
