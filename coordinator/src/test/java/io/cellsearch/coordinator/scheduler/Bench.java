package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A scheduler on the bench: what workers say to it, in one line each. */
final class Bench {
  static final WorkerId A = new WorkerId("a");
  static final WorkerId B = new WorkerId("b");
  static final int LIMIT_TICKS = 5;
  static final long TERM = 7;
  static final long MEMORY = 1L << 30;
  static final String MODEL = "c".repeat(64);
  static final ToWorker.Welcome WELCOME =
      new ToWorker.Welcome(TERM, Optional.of("http://127.0.0.1:1"), Optional.empty());

  final TestClock clock = new TestClock(Samples.NOON);
  final Scheduler scheduler;

  Bench() {
    this(MemoryNeed.UNKNOWN);
  }

  Bench(MemoryNeed need) {
    this(LIMIT_TICKS, need);
  }

  /** Where attempts that nobody renews are lost after so many ticks. */
  Bench(int limitTicks) {
    this(limitTicks, MemoryNeed.UNKNOWN);
  }

  private Bench(int limitTicks, MemoryNeed need) {
    scheduler = new Scheduler(WELCOME, limitTicks, clock.clocks(), need);
  }

  Decision submit(SpecBuilder spec) {
    return scheduler.submit(spec.submittedAt(clock.instant()));
  }

  /** Worker a runs trials 1 and 2. */
  void runTwo(SpecBuilder spec) {
    submit(spec);
    join(A, 2);
  }

  /** A search of one trial, which worker a has trained; it has begun what concludes the search. */
  void conclude(SpecBuilder spec) {
    submit(spec);
    join(A, 1);
    train(A, attempt("co2", 1, 1), 0.5);
    scheduler.requestWork(A, 1);
  }

  /** An order about an experiment that is under way. */
  Ordered order(Order order) {
    return scheduler.order(order).orElseThrow();
  }

  static AttemptId attempt(String experiment, int trial, int attempt) {
    return new AttemptId(new TrialId(new ExperimentId(experiment), trial), attempt);
  }

  Decision hello(WorkerId worker, int slots, AttemptId... held) {
    return scheduler.hello(worker, slots, Device.CPU, MEMORY, List.of(held));
  }

  /** A worker with as many CPU slots that wants them all filled. */
  Decision join(WorkerId worker, int slots) {
    hello(worker, slots);
    return scheduler.requestWork(worker, slots);
  }

  static AttemptReport report(AttemptId id, int step, double loss) {
    return report(id, step, step, loss);
  }

  static AttemptReport report(AttemptId id, int step, int epoch, double loss) {
    return report(id, step, epoch, loss, step);
  }

  /** A report of an attempt whose epochs took so many seconds. */
  static AttemptReport report(AttemptId id, int step, int epoch, double loss, double seconds) {
    EpochReport report = new EpochReport(step, epoch, loss, loss, Metrics.NONE, seconds);
    return new AttemptReport(id, TERM, report);
  }

  Decision reports(WorkerId worker, AttemptReport... reports) {
    return scheduler.reports(worker, List.of(reports));
  }

  Decision renew(WorkerId worker, AttemptId... ids) {
    return scheduler.renew(
        worker, List.of(ids).stream().map(id -> new AttemptProgress(id, 10)).toList());
  }

  Decision checkpointed(WorkerId worker, AttemptId id, StoredCheckpoint checkpoint) {
    return scheduler.checkpointed(worker, id, checkpoint);
  }

  Decision ended(WorkerId worker, AttemptId id, int reports, Outcome outcome) {
    return scheduler.ended(worker, new AttemptEnded(id, TERM, reports, 0, outcome));
  }

  /** An attempt comes back after an epoch, to go on another time. */
  Decision handsBack(
      WorkerId worker, AttemptId id, int epoch, Optional<StoredCheckpoint> checkpoint) {
    return ended(worker, id, epoch, new Outcome.Paused(epoch, checkpoint));
  }

  /** The whole of a training attempt: one report for each loss, then its end with a model. */
  Decision train(WorkerId worker, AttemptId id, double... losses) {
    for (int step = 1; step <= losses.length; step++) {
      reports(worker, report(id, step, losses[step - 1]));
    }
    return ended(worker, id, losses.length, trained(losses.length));
  }

  static Outcome trained(int epochs) {
    return new Outcome.Trained(epochs, epochs, Optional.of(MODEL), false);
  }

  static Outcome failed() {
    return new Outcome.Failed("out of luck", "");
  }

  Decision crashed(WorkerId worker, AttemptId id, int companions) {
    Outcome outcome = new Outcome.RunnerLost("signal 9", "");
    return scheduler.ended(worker, new AttemptEnded(id, TERM, 0, companions, outcome));
  }

  /** As many ticks, a second apart; gives the last decision. */
  Decision ticks(int count) {
    for (int i = 1; i < count; i++) {
      clock.advance(Duration.ofSeconds(1));
      scheduler.tick();
    }
    clock.advance(Duration.ofSeconds(1));
    return scheduler.tick();
  }
}
