package io.cellsearch.benchmarks.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import io.cellsearch.protocol.WorkerMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A worker of one slot without a runner: over the real wire it says what a worker says. */
final class SimulatedWorker extends AbstractBehavior<WorkerMessage> {
  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final Duration RENEW = Duration.ofSeconds(5);
  private static final long MEMORY = 1L << 40;

  /** A worker's pace is up to so much faster or slower than that of all, or they would march. */
  private static final double SPREAD = 0.2;

  private final Load load;
  private final WorkerId id;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final TimerScheduler<WorkerMessage> timers;
  private final double share;
  private final Deque<Assignment> ahead = new ArrayDeque<>();
  private @Nullable SimulatedTrial trial;
  private boolean welcome;
  private int answers;
  private int answersAtTick;
  private long askedNanos;

  /**
   * What all of them share.
   *
   * @param epochs of each trial
   * @param window reports in a message
   * @param paceNanos from one message of a trial to the next, in the mean over the workers, for
   *     trials that begin now; 0 where that waits until the one before is acknowledged
   */
  record Load(int epochs, int window, AtomicLong paceNanos, LoadMeter meter) {}

  private record Due() implements WorkerMessage {}

  private record Repeat() implements WorkerMessage {}

  private record Renew() implements WorkerMessage {}

  private SimulatedWorker(
      ActorContext<WorkerMessage> context,
      TimerScheduler<WorkerMessage> timers,
      Load load,
      WorkerId id,
      ActorRef<CoordinatorMessage> coordinator) {
    super(context);
    this.timers = timers;
    this.load = load;
    this.id = id;
    this.coordinator = coordinator;
    double any = new SplittableRandom(id.value().hashCode()).nextDouble();
    this.share = 1 + SPREAD * (2 * any - 1);
  }

  static Behavior<WorkerMessage> create(
      Load load, WorkerId id, ActorRef<CoordinatorMessage> coordinator) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Repeat(), REPEAT);
                  timers.startTimerWithFixedDelay(new Renew(), RENEW);
                  return new SimulatedWorker(context, timers, load, id, coordinator);
                }));
  }

  @Override
  public Receive<WorkerMessage> createReceive() {
    return newReceiveBuilder()
        .onMessage(ToWorker.NotKnown.class, message -> then(this::hello))
        .onMessage(ToWorker.Welcome.class, message -> then(this::welcomed))
        .onMessage(ToWorker.Assign.class, message -> then(() -> assigned(message.assignment())))
        .onMessage(ToWorker.Ack.class, message -> then(() -> acknowledged(message.reports())))
        .onMessage(ToWorker.AckEnded.class, message -> then(() -> ended(message.id())))
        .onMessage(ToWorker.Abandon.class, message -> then(() -> abandon(message.id())))
        .onMessage(Due.class, message -> then(this::goOn))
        .onMessage(Repeat.class, message -> then(this::repeat))
        .onMessage(Renew.class, message -> then(this::renew))
        .onMessage(WorkerMessage.class, message -> this)
        .build();
  }

  private Behavior<WorkerMessage> then(Runnable effect) {
    effect.run();
    return this;
  }

  private List<AttemptId> held() {
    return Stream.concat(
            Stream.ofNullable(trial).map(SimulatedTrial::id), ahead.stream().map(AttemptId::of))
        .toList();
  }

  private boolean trains(AttemptId attempt) {
    return trial != null && trial.id().equals(attempt);
  }

  private void hello() {
    coordinator.tell(
        new ToCoordinator.Hello(id, 1, Device.CPU, MEMORY, held(), getContext().getSelf()));
  }

  private void welcomed() {
    welcome = true;
    ask();
  }

  /** Asks for what it has room for: an attempt, and one that waits for it to end. */
  private void ask() {
    int room = 2 - held().size();
    if (room > 0) {
      askedNanos = askedNanos == 0 ? System.nanoTime() : askedNanos;
      coordinator.tell(new ToCoordinator.RequestWork(id, room, getContext().getSelf()));
    }
  }

  private void assigned(Assignment next) {
    if (held().contains(AttemptId.of(next))) {
      return;
    }
    if (askedNanos != 0) {
      load.meter().assigned(System.nanoTime() - askedNanos);
      askedNanos = 0;
    }
    ahead.add(next);
    if (trial == null) {
      begin();
    }
    ask();
  }

  private void begin() {
    long pace = Math.round(share * load.paceNanos().get());
    SimulatedTrial.Shape shape = new SimulatedTrial.Shape(load.epochs(), load.window(), pace);
    Assignment next = ahead.poll();
    trial = next == null ? null : new SimulatedTrial(next, shape, System.nanoTime());
    goOn();
  }

  /** Sends what is due, or tells of the end. */
  private void goOn() {
    if (trial != null && trial.isOver()) {
      coordinator.tell(new ToCoordinator.Ended(id, trial.end(), getContext().getSelf()));
    } else if (trial != null) {
      long now = System.nanoTime();
      trial.due(now).forEach(this::send);
      trial
          .nanosUntilDue(now)
          .ifPresent(wait -> timers.startSingleTimer(new Due(), Duration.ofNanos(wait)));
    }
  }

  private void send(List<AttemptReport> reports) {
    coordinator.tell(new ToCoordinator.Reports(id, reports, getContext().getSelf()));
  }

  private void acknowledged(List<ReportId> reports) {
    answers++;
    if (trial == null) {
      return;
    }
    List<Long> due = trial.acknowledged(reports);
    if (!due.isEmpty()) {
      load.meter().acknowledged(due.size(), System.nanoTime() - due.get(0));
      if (trial.waiting().isEmpty()) {
        goOn();
      }
    }
  }

  private void ended(AttemptId ended) {
    answers++;
    if (trains(ended)) {
      load.meter().trialEnded();
      begin();
      ask();
    }
  }

  private void abandon(AttemptId id) {
    ahead.removeIf(next -> AttemptId.of(next).equals(id));
    if (trains(id)) {
      load.meter().abandoned();
      begin();
    }
    ask();
  }

  /** Nothing was answered for a while: all is said again. */
  private void repeat() {
    if (!welcome) {
      hello();
    } else {
      if (answers == answersAtTick && trial != null) {
        repeatReports(trial.waiting());
      }
      ask();
    }
    answersAtTick = answers;
  }

  private void repeatReports(List<AttemptReport> waiting) {
    load.meter().resent(waiting.size());
    if (!waiting.isEmpty()) {
      send(waiting);
    }
    goOn();
  }

  private void renew() {
    if (welcome) {
      int made = trial == null ? 0 : trial.made();
      List<AttemptProgress> progress =
          held().stream().map(attempt -> new AttemptProgress(attempt, made)).toList();
      coordinator.tell(new ToCoordinator.Renew(id, progress, getContext().getSelf()));
    }
  }
}
