package io.cellsearch.worker.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final WorkerParts parts;
  private final CoordinatorLink link;
  private final FileTransfers transfers;
  private final RunnerLink runner;
  private final Departure departure;

  private record RunnerRang() implements WorkerMessage {}

  private record RepeatTick() implements WorkerMessage {}

  private record RenewTick() implements WorkerMessage {}

  /**
   * The node ends: nothing new begins, and what was begun goes back to the coordinator, which is
   * then told.
   *
   * @param grace the most that this may take
   * @param left completed when it is done
   */
  public record Leave(Duration grace, CompletableFuture<Done> left) implements WorkerMessage {}

  private WorkerActor(
      ActorContext<WorkerMessage> context,
      TimerScheduler<WorkerMessage> timers,
      WorkerParts parts,
      ActorRef<CoordinatorMessage> coordinator) {
    super(context);
    this.parts = parts;
    ActorRef<WorkerMessage> self = context.getSelf();
    this.link = new CoordinatorLink(parts, coordinator, self);
    this.transfers = new FileTransfers(context, timers, parts, link);
    this.runner = new RunnerLink(parts, transfers);
    this.departure = new Departure(timers, parts, link, runner);
    timers.startTimerWithFixedDelay(new RepeatTick(), REPEAT);
    timers.startTimerWithFixedDelay(new RenewTick(), RENEW);
    parts.runner().onEvent(() -> self.tell(new RunnerRang()));
    self.tell(new RunnerRang());
    link.hello();
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
        .onMessage(ToWorker.NotKnown.class, message -> then(link::hello))
        .onMessage(ToWorker.Assign.class, message -> onAssign(message.assignment()))
        .onMessage(ToWorker.Ack.class, this::onAck)
        .onMessage(ToWorker.AckCheckpoint.class, this::onAckCheckpoint)
        .onMessage(ToWorker.AckEnded.class, this::onAckEnded)
        .onMessage(ToWorker.StopTrial.class, message -> onStop(message.id()))
        .onMessage(ToWorker.GoOn.class, this::onGoOn)
        .onMessage(ToWorker.PauseTrial.class, this::onPause)
        .onMessage(ToWorker.Recall.class, message -> onRecall(message.id()))
        .onMessage(ToWorker.HandBack.class, message -> onHandBack(message.id()))
        .onMessage(ToWorker.Abandon.class, message -> onAbandon(message.id()))
        .onMessage(FileTransfers.Done.class, this::onTransferred)
        .onMessage(FileTransfers.Refused.class, this::onRefused)
        .onMessage(FileTransfers.Interrupted.class, this::onInterrupted)
        .onMessage(FileTransfers.Again.class, message -> onTransferAgain(message.transfer()))
        .onMessage(RunnerRang.class, message -> onRunnerRang())
        .onMessage(RepeatTick.class, message -> onRepeatTick())
        .onMessage(RenewTick.class, message -> then(link::renew))
        .onMessage(Leave.class, message -> then(() -> departure.begin(message)))
        .onMessage(Departure.GraceOver.class, message -> then(departure::end))
        .build();
  }

  private Behavior<WorkerMessage> onWelcome(ToWorker.Welcome message) {
    boolean first = !link.isWelcome();
    if (!link.welcomed(message)) {
      return this;
    }
    if (first) {
      // What an actor before this one had begun, and what came before the welcome.
      parts.attempts().ids().forEach(transfers::begin);
    }
    link.requestWork();
    link.passOn();
    return this;
  }

  private Behavior<WorkerMessage> onAssign(Assignment assignment) {
    AttemptId id = AttemptId.of(assignment);
    boolean taken =
        !link.hasLeft() && assignment.term() >= link.term() && parts.attempts().take(assignment);
    if (!taken) {
      LOG.info("{} of term {} is not taken", id, assignment.term());
      return this;
    }
    if (link.isClosing()) {
      departure.handBack();
      return this;
    }
    AttemptLog.about(id, () -> LOG.info("assigned"));
    transfers.begin(id);
    return this;
  }

  private Behavior<WorkerMessage> onTransferAgain(FileTransfers.Transfer transfer) {
    transfers.begin(transfer.id());
    return this;
  }

  private Behavior<WorkerMessage> onTransferred(FileTransfers.Done done) {
    AttemptId id = done.transfer().id();
    switch (done.transfer().direction()) {
      case FETCH -> runner.tell(parts.attempts().prepared(id));
      case CHECKPOINT -> transfers.checkpointArrived(id);
      case STORE -> parts.attempts().stored(id);
    }
    link.passOn();
    return this;
  }

  private Behavior<WorkerMessage> onRefused(FileTransfers.Refused refused) {
    AttemptId id = refused.transfer().id();
    if (refused.transfer().direction() == FileTransfers.Direction.CHECKPOINT) {
      AttemptLog.about(id, () -> LOG.warn("a checkpoint is lost: {}", refused.cause()));
      transfers.checkpointRefused(id);
      return this;
    }
    AttemptLog.about(id, () -> LOG.warn("cannot go on: {}", refused.cause()));
    parts.attempts().failed(id, refused.cause());
    link.passOn();
    return this;
  }

  private Behavior<WorkerMessage> onInterrupted(FileTransfers.Interrupted interrupted) {
    transfers.retryLater(interrupted);
    return this;
  }

  private Behavior<WorkerMessage> onAck(ToWorker.Ack ack) {
    parts.attempts().acknowledged(ack.reports()).forEach(AttemptLog::acknowledged);
    // A checkpoint may have waited for that.
    link.passOn();
    return this;
  }

  private Behavior<WorkerMessage> onAckCheckpoint(ToWorker.AckCheckpoint ack) {
    parts
        .attempts()
        .checkpoints(ack.id())
        .ifPresent(checkpoints -> checkpoints.acknowledged(ack.checkpoint()));
    return this;
  }

  private Behavior<WorkerMessage> onAckEnded(ToWorker.AckEnded ack) {
    if (parts.attempts().isOver(ack.id())) {
      transfers.forgetLeftOver(ack.id());
      parts.attempts().endAcknowledged(ack.id());
    }
    departure.check();
    link.requestWork();
    return this;
  }

  private Behavior<WorkerMessage> onStop(AttemptId id) {
    AttemptLog.about(id, () -> LOG.info("stops at its next batch"));
    runner.tell(parts.attempts().stop(id));
    return this;
  }

  private Behavior<WorkerMessage> onGoOn(ToWorker.GoOn message) {
    runner.tell(parts.attempts().goOn(message.id(), message.target()));
    return this;
  }

  private Behavior<WorkerMessage> onPause(ToWorker.PauseTrial message) {
    runner.tell(parts.attempts().pause(message.id(), message.atEpoch()));
    return this;
  }

  private Behavior<WorkerMessage> onRecall(AttemptId id) {
    parts.attempts().recall(id);
    link.passOn();
    return this;
  }

  private Behavior<WorkerMessage> onHandBack(AttemptId id) {
    AttemptLog.about(id, () -> LOG.info("pauses at the end of its epoch"));
    runner.tell(parts.attempts().handBack(id));
    // One that had not begun is over.
    link.passOn();
    return this;
  }

  private Behavior<WorkerMessage> onAbandon(AttemptId id) {
    AttemptLog.about(id, () -> LOG.info("is abandoned"));
    transfers.giveUpCheckpoints(id, Optional.empty());
    runner.tell(parts.attempts().abandon(id));
    departure.check();
    link.requestWork();
    return this;
  }

  private Behavior<WorkerMessage> onRunnerRang() {
    int freeBefore = parts.attempts().free();
    runner.listen();
    link.passOn();
    if (parts.attempts().free() > freeBefore) {
      link.requestWork();
    }
    return this;
  }

  private Behavior<WorkerMessage> onRepeatTick() {
    parts.attempts().tick();
    runner.endWhatHangs();
    if (!link.isWelcome()) {
      link.hello();
    }
    link.passOn();
    link.requestWork();
    return this;
  }

  private Behavior<WorkerMessage> then(Runnable effect) {
    effect.run();
    return this;
  }
}
