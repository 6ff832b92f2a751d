package io.cellsearch.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.coordinator.order.OrderResult;
import io.cellsearch.coordinator.scheduler.Decision;
import io.cellsearch.coordinator.scheduler.Effect;
import io.cellsearch.coordinator.scheduler.Ordered;
import io.cellsearch.coordinator.scheduler.Scheduler;
import io.cellsearch.coordinator.scheduler.SpecBuilder;
import io.cellsearch.coordinator.scheduler.TestClock;
import io.cellsearch.coordinator.store.CommitResult;
import io.cellsearch.coordinator.store.ExperimentRecord;
import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A coordinator on a real store without its actor, and workers whose every step a test chooses. */
final class World {
  private static final int LIMIT_TICKS = 5;

  private final Store store;
  private final TestClock clock = new TestClock(Samples.NOON);
  private final List<ScriptedWorker> workers =
      List.of(new ScriptedWorker("a", 3), new ScriptedWorker("b", 2), new ScriptedWorker("c", 1));
  private final Set<AttemptId> everAssigned = new HashSet<>();

  /** Whether a message arrives. */
  private Predicate<ToWorker> network = message -> true;

  private static final long MEMORY = 1L << 30;

  private long term;
  private Scheduler scheduler;

  World(Store store) {
    this.store = store;
    this.scheduler = begin();
  }

  private Scheduler begin() {
    term = join(store.beginTerm(clock.instant()));
    Scheduler begun =
        new Scheduler(
            new ToWorker.Welcome(term, Optional.empty(), Optional.empty()),
            LIMIT_TICKS,
            clock.clocks(),
            MemoryNeed.UNKNOWN);
    StoredWork.restore(store.queries(), begun);
    return begun;
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  List<ScriptedWorker> workers() {
    return workers;
  }

  void network(Predicate<ToWorker> arrives) {
    network = arrives;
  }

  /** The coordinator ends, whatever it had in memory, and another one begins. */
  void restart() {
    scheduler = begin();
  }

  void submit(SpecBuilder spec) {
    carryOut(scheduler.submit(spec.submittedAt(clock.instant())));
  }

  /** As the coordinator's actor does: one that is not under way is looked up. */
  OrderResult order(Order order) {
    Ordered ordered =
        scheduler
            .order(order)
            .orElseGet(
                () ->
                    scheduler.order(
                        order,
                        StoredWork.ended(store.queries(), order.experiment()).orElseThrow()));
    carryOut(ordered.decision());
    return ordered.result();
  }

  StoreQueries stored() {
    return store.queries();
  }

  void advance(Duration time) {
    clock.advance(time);
  }

  void tick() {
    clock.advance(Duration.ofSeconds(1));
    carryOut(scheduler.tick());
  }

  void hello(ScriptedWorker worker) {
    carryOut(scheduler.hello(worker.id(), worker.slots(), Device.CPU, MEMORY, worker.ids()));
  }

  /** As the coordinator's actor does: who is not known is asked to say hello. */
  private boolean known(ScriptedWorker worker) {
    if (!scheduler.knows(worker.id())) {
      hello(worker);
      return false;
    }
    return true;
  }

  void requestWork(ScriptedWorker worker) {
    if (known(worker)) {
      carryOut(scheduler.requestWork(worker.id(), worker.free()));
    }
  }

  void renew(ScriptedWorker worker) {
    if (known(worker)) {
      carryOut(
          scheduler.renew(
              worker.id(), worker.ids().stream().map(id -> new AttemptProgress(id, 1)).toList()));
    }
  }

  void report(ScriptedWorker worker, List<AttemptReport> reports) {
    if (known(worker)) {
      carryOut(scheduler.reports(worker.id(), reports));
    }
  }

  void checkpoint(ScriptedWorker worker, ScriptedWorker.Held attempt) {
    if (attempt.checkpoint().isPresent() && known(worker)) {
      carryOut(
          scheduler.checkpointed(worker.id(), attempt.id(), attempt.checkpoint().orElseThrow()));
    }
  }

  void end(ScriptedWorker worker, ScriptedWorker.Held attempt) {
    if (attempt.isOver() && known(worker)) {
      carryOut(scheduler.ended(worker.id(), attempt.end().orElseThrow()));
    }
  }

  void leave(ScriptedWorker worker) {
    worker.ids().forEach(worker::forget);
    carryOut(scheduler.leaving(worker.id()));
  }

  void gone(ScriptedWorker worker) {
    scheduler.gone(worker.id());
  }

  /** The coordinator takes a request in and dies before it is on the disk. */
  void requestWorkAndDie(ScriptedWorker worker) {
    if (scheduler.knows(worker.id())) {
      scheduler.requestWork(worker.id(), worker.free());
    }
    restart();
  }

  /** Every commit must be taken, and leave nothing out. */
  private void carryOut(Decision decision) {
    if (!decision.commands().isEmpty()) {
      assertThat(join(store.commit(term, decision.commands()))).isEqualTo(CommitResult.ALL_STORED);
    }
    decision.effects().forEach(this::carryOut);
  }

  private void carryOut(Effect effect) {
    if (!(effect instanceof Effect.Tell tell)) {
      return;
    }
    if (tell.message() instanceof ToWorker.Assign assign) {
      AttemptId id = AttemptId.of(assign.assignment());
      assertThat(everAssigned.add(id)).as("%s is assigned once", id).isTrue();
    }
    if (network.test(tell.message())) {
      workers.stream()
          .filter(worker -> worker.id().equals(tell.worker()))
          .forEach(worker -> worker.hear(tell.message()));
    }
  }

  /** Nothing bad happens any more, until all experiments have ended. */
  void calmDown() {
    network = message -> true;
    for (ExperimentRecord experiment : store.queries().running()) {
      order(new Order.Resume(experiment.submission().id()));
    }
    for (int round = 0; round < 1_000 && !store.queries().running().isEmpty(); round++) {
      round();
    }
  }

  /** Every worker asks for work, and every attempt does its next thing. */
  void round() {
    for (ScriptedWorker worker : workers) {
      requestWork(worker);
      for (ScriptedWorker.Held attempt : worker.held()) {
        attempt.goOn();
        report(worker, attempt.unacknowledged());
        end(worker, attempt);
      }
    }
    tick();
  }
}
