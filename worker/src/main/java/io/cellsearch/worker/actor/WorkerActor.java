package io.cellsearch.worker.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerMessage;
import io.cellsearch.worker.blob.BlobServer;
import io.cellsearch.worker.runner.RunnerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The worker towards the coordinator: says hello, pulls work, passes reports on until they are
 * acknowledged. It is the guardian of its actor system: when it fails, the system ends, and the
 * node starts another one with the same attempts and the same runner.
 */
public final class WorkerActor extends AbstractBehavior<WorkerMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerActor.class);

  /** How often everything that got no answer is said again. */
  static final Duration REPEAT = Duration.ofSeconds(2);

  /** How often leases are renewed. */
  static final Duration RENEW = Duration.ofSeconds(5);

  /** The most reports in one message: frames of more than 256 KiB get lost. */
  private static final int MAX_REPORTS = 200;

  private final WorkerParts parts;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final FileTransfers transfers;
  private Optional<ToWorker.Welcome> welcome = Optional.empty();
  private boolean leaving;

  private record RunnerRang() implements WorkerMessage {}

  private record RepeatTick() implements WorkerMessage {}

  private record RenewTick() implements WorkerMessage {}

  /** The node ends: the coordinator is told, and nothing new begins. */
  public record Leave() implements WorkerMessage {}

  private WorkerActor(
      ActorContext<WorkerMessage> context,
      TimerScheduler<WorkerMessage> timers,
      WorkerParts parts,
      ActorRef<CoordinatorMessage> coordinator) {
    super(context);
    this.parts = parts;
    this.coordinator = coordinator;
    this.transfers = new FileTransfers(context, timers, parts.blobs());
    timers.startTimerWithFixedDelay(new RepeatTick(), REPEAT);
    timers.startTimerWithFixedDelay(new RenewTick(), RENEW);
    ActorRef<WorkerMessage> self = context.getSelf();
    parts.runner().onEvent(() -> self.tell(new RunnerRang()));
    self.tell(new RunnerRang());
    hello();
    // What an actor system before this one had begun.
    parts.attempts().ids().forEach(this::resume);
  }

  /** The behaviour of a worker. */
  public static Behavior<WorkerMessage> create(
      WorkerParts parts, ActorRef<CoordinatorMessage> coordinator) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new WorkerActor(context, timers, parts, coordinator)));
  }

  @Override
  public Receive<WorkerMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(ToWorker.Welcome.class, this::onWelcome)
        .onMessage(ToWorker.NotKnown.class, message -> onNotKnown())
        .onMessage(ToWorker.Assign.class, message -> onAssign(message.assignment()))
        .onMessage(ToWorker.Ack.class, this::onAck)
        .onMessage(ToWorker.AckEnded.class, this::onAckEnded)
        .onMessage(ToWorker.StopTrial.class, message -> onStop(message.id()))
        .onMessage(ToWorker.Abandon.class, message -> onAbandon(message.id()))
        .onMessage(FileTransfers.Done.class, this::onTransferred)
        .onMessage(FileTransfers.Refused.class, this::onRefused)
        .onMessage(FileTransfers.Interrupted.class, this::onInterrupted)
        .onMessage(FileTransfers.Again.class, message -> onTransferAgain(message.transfer()))
        .onMessage(RunnerRang.class, message -> onRunnerRang())
        .onMessage(RepeatTick.class, message -> onRepeatTick())
        .onMessage(RenewTick.class, message -> onRenewTick())
        .onMessage(Leave.class, message -> onLeave())
        .build();
  }

  private void hello() {
    coordinator.tell(
        new ToCoordinator.Hello(
            parts.id(), parts.slots(), parts.device(), parts.attempts().ids(), self()));
  }

  private ActorRef<WorkerMessage> self() {
    return getContext().getSelf();
  }

  private Behavior<WorkerMessage> onWelcome(ToWorker.Welcome message) {
    if (message.term() < term()) {
      return this;
    }
    if (message.term() > term()) {
      LOG.info("the coordinator of term {} knows this worker", message.term());
    }
    welcome = Optional.of(message);
    requestWork();
    flush();
    return this;
  }

  private long term() {
    return welcome.map(ToWorker.Welcome::term).orElse(0L);
  }

  private Behavior<WorkerMessage> onNotKnown() {
    if (!leaving) {
      hello();
    }
    return this;
  }

  private void requestWork() {
    int free = parts.attempts().free();
    if (free > 0 && welcome.isPresent() && !leaving) {
      coordinator.tell(new ToCoordinator.RequestWork(parts.id(), free, self()));
    }
  }

  private Behavior<WorkerMessage> onAssign(Assignment assignment) {
    AttemptId id = AttemptId.of(assignment);
    if (leaving || assignment.term() < term() || !parts.attempts().take(assignment)) {
      LOG.info("{} of term {} is not taken", id, assignment.term());
      return this;
    }
    logged(id, () -> LOG.info("assigned"));
    transfers.fetch(server(), id, files(assignment));
    return this;
  }

  private static List<String> files(Assignment assignment) {
    String data = assignment.task().data();
    return assignment.model().map(model -> List.of(data, model)).orElse(List.of(data));
  }

  private Optional<BlobServer> server() {
    return parts
        .httpUrl()
        .or(() -> welcome.flatMap(ToWorker.Welcome::httpUrl))
        .map(url -> new BlobServer(url, welcome.flatMap(ToWorker.Welcome::credential)));
  }

  /** Goes on with the transfers of an attempt, whose earlier answers got lost. */
  private void resume(AttemptId id) {
    parts
        .attempts()
        .assignmentToPrepare(id)
        .ifPresent(assignment -> transfers.fetch(server(), id, files(assignment)));
    parts.attempts().modelToStore(id).ifPresent(model -> transfers.store(server(), id, model));
  }

  private Behavior<WorkerMessage> onTransferAgain(FileTransfers.Transfer transfer) {
    resume(transfer.id());
    return this;
  }

  private Behavior<WorkerMessage> onTransferred(FileTransfers.Done done) {
    AttemptId id = done.transfer().id();
    if (done.transfer().direction() == FileTransfers.Direction.FETCH) {
      tell(parts.attempts().prepared(id));
    } else {
      parts.attempts().stored(id);
      flush();
    }
    return this;
  }

  private Behavior<WorkerMessage> onRefused(FileTransfers.Refused refused) {
    AttemptId id = refused.transfer().id();
    logged(id, () -> LOG.warn("cannot go on: {}", refused.cause()));
    parts.attempts().failed(id, refused.cause());
    flush();
    return this;
  }

  private Behavior<WorkerMessage> onInterrupted(FileTransfers.Interrupted interrupted) {
    transfers.retryLater(interrupted);
    return this;
  }

  private Behavior<WorkerMessage> onAck(ToWorker.Ack ack) {
    parts.attempts().acknowledged(ack.reports());
    return this;
  }

  private Behavior<WorkerMessage> onAckEnded(ToWorker.AckEnded ack) {
    parts.attempts().endAcknowledged(ack.id());
    requestWork();
    return this;
  }

  private Behavior<WorkerMessage> onStop(AttemptId id) {
    logged(id, () -> LOG.info("stops at its next batch"));
    tell(parts.attempts().stop(id));
    return this;
  }

  private Behavior<WorkerMessage> onAbandon(AttemptId id) {
    logged(id, () -> LOG.info("is abandoned"));
    tell(parts.attempts().abandon(id));
    requestWork();
    return this;
  }

  private void tell(List<Frame.ToRunner> frames) {
    frames.forEach(parts.runner()::send);
  }

  private Behavior<WorkerMessage> onRunnerRang() {
    int freeBefore = parts.attempts().free();
    for (Optional<RunnerEvent> event = parts.runner().poll();
        event.isPresent();
        event = parts.runner().poll()) {
      if (event.get() instanceof RunnerEvent.Heard heard) {
        onFrame(heard.frame());
      } else if (event.get() instanceof RunnerEvent.Lost lost) {
        parts.attempts().runnerLost(lost.cause(), lost.detail());
      }
    }
    flush();
    if (parts.attempts().free() > freeBefore) {
      requestWork();
    }
    return this;
  }

  private void onFrame(Frame.FromRunner frame) {
    if (frame instanceof Frame.Ready ready) {
      LOG.info("runner {} is ready: {}", ready.pid(), ready.engine());
      tell(parts.attempts().runnerReady());
    } else if (frame instanceof Frame.Progress progress) {
      AttemptId id = new AttemptId(progress.trial(), progress.attempt());
      parts.attempts().progressed(id, progress.batches());
    } else if (frame instanceof Frame.Reported reported) {
      AttemptId id = new AttemptId(reported.trial(), reported.attempt());
      parts.attempts().reported(id, reported.report());
    } else if (frame instanceof Frame.Ended ended) {
      AttemptId id = new AttemptId(ended.trial(), ended.attempt());
      logged(id, () -> LOG.info("ended: {}", ended.outcome()));
      parts
          .attempts()
          .ended(id, ended.outcome())
          .ifPresent(model -> transfers.store(server(), id, model));
    }
  }

  /** Sends what has not been sent, or not been acknowledged in time. */
  private void flush() {
    if (leaving) {
      return;
    }
    List<AttemptReport> reports = parts.attempts().unsentReports();
    for (int from = 0; from < reports.size(); from += MAX_REPORTS) {
      int to = Math.min(reports.size(), from + MAX_REPORTS);
      coordinator.tell(new ToCoordinator.Reports(parts.id(), reports.subList(from, to), self()));
    }
    parts
        .attempts()
        .unsentEnds()
        .forEach(end -> coordinator.tell(new ToCoordinator.Ended(parts.id(), end, self())));
  }

  private Behavior<WorkerMessage> onRepeatTick() {
    parts.attempts().tick();
    if (welcome.isEmpty() && !leaving) {
      hello();
    }
    flush();
    requestWork();
    return this;
  }

  private Behavior<WorkerMessage> onRenewTick() {
    if (welcome.isPresent() && !leaving) {
      coordinator.tell(new ToCoordinator.Renew(parts.id(), parts.attempts().progress(), self()));
    }
    return this;
  }

  private Behavior<WorkerMessage> onLeave() {
    leaving = true;
    coordinator.tell(new ToCoordinator.Leaving(parts.id(), self()));
    return this;
  }

  private static void logged(AttemptId id, Runnable line) {
    try (MDC.MDCCloseable trial = MDC.putCloseable("trial", id.trial().toString());
        MDC.MDCCloseable attempt = MDC.putCloseable("attempt", Integer.toString(id.attempt()))) {
      line.run();
    }
  }
}
