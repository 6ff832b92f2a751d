package io.cellsearch.worker.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import io.cellsearch.protocol.WorkerMessage;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.attempt.AttemptBook;
import io.cellsearch.worker.blob.BlobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A worker's actor between a coordinator and a runner that the test plays, in a time that stands
 * still until the test moves it. The files of all attempts lie in the worker's folder.
 */
final class Stage implements AutoCloseable {
  static final WorkerId WORKER = new WorkerId("w1");
  static final int SLOTS = 2;
  static final long MEMORY = 1L << 30;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long nothing has to come for a test to believe that nothing comes. */
  private static final Duration SILENCE = Duration.ofMillis(100);

  final FakeRunner runner = new FakeRunner();
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<CoordinatorMessage> coordinator = kit.createTestProbe();
  private final WorkerParts parts;
  private ActorRef<WorkerMessage> worker;

  Stage(Path folder) throws IOException {
    BlobFolder blobs = BlobFolder.open(folder);
    parts =
        new WorkerParts(
            WORKER,
            SLOTS,
            Device.CPU,
            MEMORY,
            new AttemptBook(SLOTS),
            runner,
            blobs,
            Optional.empty());
    Files.writeString(folder.resolve(Attempts.DATA), "data");
    Files.writeString(folder.resolve(Attempts.MODEL), "model");
    worker = kit.spawn(WorkerActor.create(parts, coordinator.ref()));
  }

  /** Another actor takes the place of the first, as after the end of its actor system. */
  void restart() {
    kit.stop(worker);
    worker = kit.spawn(WorkerActor.create(parts, coordinator.ref()));
  }

  ActorRef<WorkerMessage> worker() {
    return worker;
  }

  /** The worker hears something. */
  void tell(WorkerMessage message) {
    worker.tell(message);
  }

  /** Hello and welcome; the runner is up, and the worker has asked for work. */
  void begin() {
    expect(ToCoordinator.Hello.class);
    runner.ready();
    welcome(Attempts.TERM, Optional.empty());
    expect(new ToCoordinator.RequestWork(WORKER, 2 * SLOTS, worker));
  }

  void welcome(long term, Optional<String> httpUrl) {
    tell(new ToWorker.Welcome(term, httpUrl, Optional.empty()));
  }

  /** An attempt that is in the runner. */
  void running(AttemptId id) throws InterruptedException {
    Assignment assignment = Attempts.train(id);
    tell(new ToWorker.Assign(assignment));
    Frame.ToRunner heard = runner.hears();
    if (!heard.equals(new Frame.Start(assignment))) {
      throw new AssertionError("a start of " + id + " was expected, but got " + heard);
    }
  }

  /** The next message of the worker, which is of this kind. */
  <T extends CoordinatorMessage> T expect(Class<T> kind) {
    return coordinator.expectMessageClass(kind, PATIENCE);
  }

  /** The next message of the worker. */
  void expect(CoordinatorMessage message) {
    coordinator.expectMessage(PATIENCE, message);
  }

  /** The next message of this kind; others before it are passed over. */
  <T extends CoordinatorMessage> T await(Class<T> kind) {
    CoordinatorMessage message = coordinator.receiveMessage(PATIENCE);
    while (!kind.isInstance(message)) {
      message = coordinator.receiveMessage(PATIENCE);
    }
    return kind.cast(message);
  }

  void expectSilence() {
    coordinator.expectNoMessage(SILENCE);
  }

  /** Lets time pass. */
  void pass(Duration duration) {
    time.timePasses(duration);
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
