package io.cellsearch.coordinator.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.cellsearch.coordinator.scheduler.Decision;
import io.cellsearch.coordinator.scheduler.Scheduler;
import io.cellsearch.coordinator.store.StaleTermException;
import io.cellsearch.coordinator.telemetry.Refusal;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The coordinator while it leads: each message becomes a decision, a commit, and its effects. */
final class Leader extends AbstractBehavior<CoordinatorMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(Leader.class);

  /** How often time passes for leases. */
  static final Duration TICK = Duration.ofSeconds(1);

  /** Messages of the backlog that are decided before the mailbox is looked at again. */
  private static final int IN_A_ROW = 8;

  private final CoordinatorParts parts;
  private final Scheduler scheduler;
  private final long term;
  private final Commits commits;
  private final Backlog backlog = new Backlog();
  private final Submissions submissions;
  private final OrderQueue orders;
  private final WorkerRefs workers;
  private final Effects effects;

  private boolean proceeding;

  private record Tick() implements CoordinatorMessage {}

  private record Proceed() implements CoordinatorMessage {}

  private record AllTold() implements CoordinatorMessage {}

  private Leader(
      ActorContext<CoordinatorMessage> context,
      CoordinatorParts parts,
      Scheduler scheduler,
      long term) {
    super(context);
    this.parts = parts;
    this.scheduler = scheduler;
    this.term = term;
    this.commits = new Commits(context, parts.store(), term);
    this.submissions =
        new Submissions(context, parts.store().queries(), CoordinatorActor.blocking(context));
    this.workers = new WorkerRefs(context);
    this.effects = new Effects(workers, parts.events(), parts.meters(), parts.discard());
    this.orders = new OrderQueue(context, parts.store().queries(), scheduler, commits, effects);
  }

  static Behavior<CoordinatorMessage> create(
      CoordinatorParts parts, Scheduler scheduler, long term) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  startTicking(timers);
                  return new Leader(context, parts, scheduler, term);
                }));
  }

  private static void startTicking(TimerScheduler<CoordinatorMessage> timers) {
    timers.startTimerWithFixedDelay(new Tick(), TICK);
  }

  @Override
  public Receive<CoordinatorMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(ToCoordinator.Hello.class, this::onHello)
        .onMessage(
            ToCoordinator.RequestWork.class,
            message ->
                known(message, () -> scheduler.requestWork(message.worker(), message.free())))
        .onMessage(
            ToCoordinator.Renew.class,
            message -> known(message, () -> scheduler.renew(message.worker(), message.progress())))
        .onMessage(ToCoordinator.Reports.class, this::inTurn)
        .onMessage(ToCoordinator.Checkpointed.class, this::inTurn)
        .onMessage(ToCoordinator.Ended.class, this::inTurn)
        .onMessage(ToCoordinator.Leaving.class, this::inTurn)
        .onMessage(WorkerRefs.Gone.class, this::onGone)
        .onMessage(Submissions.Submit.class, this::onSubmit)
        .onMessage(Submissions.Numbered.class, this::onNumbered)
        .onMessage(Submissions.Unnumbered.class, this::onUnnumbered)
        .onMessage(OrderQueue.Give.class, give -> then(() -> orders.add(give)))
        .onMessage(OrderQueue.Next.class, next -> then(() -> orders.next(next.give())))
        .onMessage(OrderQueue.Found.class, found -> then(() -> orders.found(found)))
        .onMessage(OrderQueue.NotFound.class, this::onNotFound)
        .onMessage(Commits.Done.class, this::onCommitted)
        .onMessage(Commits.Failed.class, this::onCommitFailed)
        .onMessage(Proceed.class, message -> onProceed())
        .onMessage(Tick.class, tick -> onTick())
        .onMessage(CoordinatorActor.Stop.class, stop -> onStop())
        .onSignal(PostStop.class, signal -> end())
        .onSignal(PreRestart.class, signal -> end())
        .build();
  }

  private Behavior<CoordinatorMessage> onHello(ToCoordinator.Hello hello) {
    if (!workers.greeted(hello)) {
      parts.meters().refused(Refusal.NAME_IN_USE);
      return this;
    }
    LOG.info(
        "worker {} is there: {} slots of {} MiB, {} attempts",
        hello.worker(),
        hello.slots(),
        hello.memoryPerSlot() >> 20,
        hello.running().size());
    carryOut(
        scheduler.hello(
            hello.worker(), hello.slots(), hello.device(), hello.memoryPerSlot(), hello.running()));
    return this;
  }

  private Behavior<CoordinatorMessage> known(ToCoordinator message, Supplier<Decision> decide) {
    boolean itself = workers.heard(message);
    if (scheduler.knows(message.worker()) && itself) {
      carryOut(decide.get());
    } else {
      if (scheduler.knows(message.worker())) {
        parts.meters().refused(Refusal.OTHER_SENDER);
      }
      message.replyTo().tell(new ToWorker.NotKnown());
    }
    return this;
  }

  /** A worker tells what has time. */
  private Behavior<CoordinatorMessage> inTurn(ToCoordinator message) {
    if (backlog.holds(message, commits.commandsUnderWay())) {
      // Who has to wait is not silent.
      workers.heard(message);
      backlog.add(message);
      return this;
    }
    return decide(message);
  }

  private Behavior<CoordinatorMessage> decide(ToCoordinator message) {
    WorkerId worker = message.worker();
    if (message instanceof ToCoordinator.Reports told) {
      return known(told, () -> scheduler.reports(worker, told.reports()));
    } else if (message instanceof ToCoordinator.Checkpointed told) {
      return known(told, () -> scheduler.checkpointed(worker, told.id(), told.checkpoint()));
    } else if (message instanceof ToCoordinator.Ended told) {
      return known(told, () -> scheduler.ended(worker, told.end()));
    } else if (message instanceof ToCoordinator.Leaving told) {
      return onLeaving(told);
    }
    throw new IllegalStateException("what is asked does not wait: " + message);
  }

  private Behavior<CoordinatorMessage> onLeaving(ToCoordinator.Leaving message) {
    if (!workers.heard(message)) {
      parts.meters().refused(Refusal.OTHER_SENDER);
      return this;
    }
    LOG.info("worker {} leaves", message.worker());
    workers.forget(message.worker(), message.replyTo());
    carryOut(scheduler.leaving(message.worker()));
    return this;
  }

  private Behavior<CoordinatorMessage> onGone(WorkerRefs.Gone gone) {
    if (workers.forget(gone)) {
      LOG.info("worker {} is gone", gone.worker());
      scheduler.gone(gone.worker());
    }
    return this;
  }

  private Behavior<CoordinatorMessage> onSubmit(Submissions.Submit submit) {
    submissions.add(submit);
    return this;
  }

  private Behavior<CoordinatorMessage> onNumbered(Submissions.Numbered numbered) {
    if (!submissions.awaits(numbered.submit())) {
      return this;
    }
    Decision decision = scheduler.submit(numbered.experiment(parts.clock().instant()));
    List<Runnable> told = effects.of(decision);
    told.add(
        () -> {
          LOG.info("{} is submitted", numbered.next().id());
          numbered.accepted();
          submissions.done();
        });
    commits.commit(decision, told);
    return this;
  }

  private Behavior<CoordinatorMessage> onUnnumbered(Submissions.Unnumbered unnumbered) {
    return submissions.awaits(unnumbered.submit()) ? restart(unnumbered.cause()) : this;
  }

  private Behavior<CoordinatorMessage> onNotFound(OrderQueue.NotFound failed) {
    return orders.awaits(failed.give()) ? restart(failed.cause()) : this;
  }

  private Behavior<CoordinatorMessage> then(Runnable effect) {
    effect.run();
    return this;
  }

  private Behavior<CoordinatorMessage> onTick() {
    workers.tick();
    carryOut(scheduler.tick());
    parts.meters().queuedTrials(scheduler.queuedTrials());
    parts.meters().waitingForMemory(scheduler.waitingForMemory());
    parts.meters().runningSlots(scheduler.heldAttempts());
    parts.meters().slots(scheduler.slots());
    parts.meters().workers(scheduler.workers());
    return this;
  }

  private void carryOut(Decision decision) {
    parts.meters().resumes(decision.resumes());
    decision.refusals().forEach(parts.meters()::refused);
    parts.meters().staleReports(decision.staleReports());
    parts.meters().duplicateReports(decision.duplicateReports());
    commits.commit(decision, effects.of(decision));
  }

  private Behavior<CoordinatorMessage> onCommitted(Commits.Done done) {
    if (done.term() == term) {
      commits.done();
      proceed();
    }
    return this;
  }

  /** Whose turn it is comes behind what is in the mailbox: other ends of commits, and requests. */
  private void proceed() {
    if (!proceeding && backlog.hasNext(commits.commandsUnderWay())) {
      proceeding = true;
      getContext().getSelf().tell(new Proceed());
    }
  }

  private Behavior<CoordinatorMessage> onProceed() {
    proceeding = false;
    for (int i = 0; i < IN_A_ROW && backlog.hasNext(commits.commandsUnderWay()); i++) {
      decide(backlog.next());
    }
    proceed();
    return this;
  }

  private Behavior<CoordinatorMessage> onCommitFailed(Commits.Failed failed) {
    if (failed.term() != term) {
      return this;
    }
    if (failed.cause() instanceof StaleTermException) {
      LOG.error("another coordinator leads; this node leaves the cluster", failed.cause());
      getContext().getSystem().terminate();
      return Behaviors.stopped();
    }
    return restart(failed.cause());
  }

  private Behavior<CoordinatorMessage> restart(Throwable cause) {
    throw new IllegalStateException("the store did not take a decision", cause);
  }

  /** Nothing more is decided; what has been is told, so that no order is lost with its sender. */
  private Behavior<CoordinatorMessage> onStop() {
    parts.lead().ends();
    commits.afterAll(() -> getContext().getSelf().tell(new AllTold()));
    return CoordinatorActor.refusing()
        .onMessage(Commits.Done.class, done -> done.term() == term, this::onLastCommitted)
        .onMessage(Commits.Failed.class, failed -> Behaviors.stopped())
        .onMessage(AllTold.class, told -> Behaviors.stopped())
        .onAnyMessage(message -> Behaviors.same())
        .onSignal(PostStop.class, signal -> end())
        .onSignal(PreRestart.class, signal -> end())
        .build();
  }

  private Behavior<CoordinatorMessage> onLastCommitted(Commits.Done done) {
    commits.done();
    return Behaviors.same();
  }

  private Behavior<CoordinatorMessage> end() {
    parts.lead().ends();
    submissions.drop();
    orders.drop();
    return this;
  }
}
