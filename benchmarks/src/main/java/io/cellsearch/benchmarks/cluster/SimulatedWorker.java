package io.cellsearch.benchmarks.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker of one slot without a runner: over the real wire it says what a worker says. Its trials
 * only report, a few epochs at a time, and the next ones when those are acknowledged.
 */
final class SimulatedWorker extends AbstractBehavior<WorkerMessage> {
  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final Duration RENEW = Duration.ofSeconds(5);
  private static final long MEMORY = 1L << 40;

  private final Load load;
  private final WorkerId id;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final TreeMap<Integer, AttemptReport> waiting = new TreeMap<>();
  private final Deque<Assignment> ahead = new ArrayDeque<>();
  private @Nullable Assignment assignment;
  private boolean welcome;
  private int made;
  private int answers;
  private int answersAtTick;
  private long askedNanos;

  /**
   * What all of them share.
   *
   * @param epochs of each trial
   * @param window reports that a worker sends before it waits for their acknowledgement
   */
  record Load(int epochs, int window, LoadMeter meter) {}

  private record Repeat() implements WorkerMessage {}

  private record Renew() implements WorkerMessage {}

  private SimulatedWorker(
      ActorContext<WorkerMessage> context,
      Load load,
      WorkerId id,
      ActorRef<CoordinatorMessage> coordinator) {
    super(context);
    this.load = load;
    this.id = id;
    this.coordinator = coordinator;
  }

  static Behavior<WorkerMessage> create(
      Load load, WorkerId id, ActorRef<CoordinatorMessage> coordinator) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Repeat(), REPEAT);
                  timers.startTimerWithFixedDelay(new Renew(), RENEW);
                  return new SimulatedWorker(context, load, id, coordinator);
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
    return Stream.concat(Stream.ofNullable(assignment), ahead.stream()).map(AttemptId::of).toList();
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
    if (assignment == null) {
      begin();
    }
    ask();
  }

  private void begin() {
    assignment = ahead.poll();
    made = 0;
    send();
  }

  /** Makes the reports of the next few epochs and sends them; or tells of the end. */
  private void send() {
    if (assignment == null) {
      return;
    }
    AttemptId attempt = AttemptId.of(assignment);
    int fresh = waiting.isEmpty() ? load.window() : 0;
    for (int i = 0; i < fresh && made < load.epochs(); i++) {
      made++;
      double loss = 1.0 / (made + assignment.trial().number());
      EpochReport report =
          new EpochReport(made, made, loss, loss, new Metrics(Map.of("mae", loss)), made * 0.01);
      waiting.put(made, new AttemptReport(attempt, assignment.term(), report));
    }
    if (waiting.isEmpty()) {
      end();
    } else {
      coordinator.tell(
          new ToCoordinator.Reports(id, List.copyOf(waiting.values()), getContext().getSelf()));
    }
  }

  private void end() {
    if (assignment != null) {
      Outcome outcome = new Outcome.Trained(made, made, Optional.empty(), false);
      coordinator.tell(
          new ToCoordinator.Ended(
              id,
              new ToCoordinator.AttemptEnded(
                  AttemptId.of(assignment), assignment.term(), made, 0, outcome),
              getContext().getSelf()));
    }
  }

  private void acknowledged(List<ReportId> reports) {
    answers++;
    int before = waiting.size();
    if (assignment != null) {
      AttemptId attempt = AttemptId.of(assignment);
      reports.stream()
          .filter(report -> report.id().equals(attempt))
          .forEach(report -> waiting.remove(report.step()));
    }
    load.meter().acknowledged(before - waiting.size());
    if (before > 0 && waiting.isEmpty()) {
      send();
    }
  }

  private void ended(AttemptId ended) {
    answers++;
    if (assignment != null && AttemptId.of(assignment).equals(ended)) {
      load.meter().trialEnded();
      begin();
      ask();
    }
  }

  private void abandon(AttemptId id) {
    ahead.removeIf(next -> AttemptId.of(next).equals(id));
    if (assignment != null && AttemptId.of(assignment).equals(id)) {
      waiting.clear();
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
      if (answers == answersAtTick) {
        load.meter().resent(waiting.size());
        send();
      }
      ask();
    }
    answersAtTick = answers;
  }

  private void renew() {
    if (welcome) {
      List<AttemptProgress> progress =
          held().stream().map(attempt -> new AttemptProgress(attempt, made)).toList();
      coordinator.tell(new ToCoordinator.Renew(id, progress, getContext().getSelf()));
    }
  }
}
