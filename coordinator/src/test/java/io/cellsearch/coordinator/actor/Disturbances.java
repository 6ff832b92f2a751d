package io.cellsearch.coordinator.actor;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptReport;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** One random thing after the other, mostly ordinary ones; the same ones for the same seed. */
final class Disturbances {
  private static final double LOST_MESSAGES = 0.1;
  private static final Set<String> SPARED = Set.of("steady", "rungs", "ladder", "confirmed");

  private static final ExperimentId HALVING = new ExperimentId("halving");
  private static final ExperimentId ODD = new ExperimentId("odd");
  private static final Order RESUME_ODD = new Order.Resume(ODD);
  private static final List<ExperimentId> PAUSED =
      Stream.of("steady", "rungs", "ladder", "confirmed", "odd").map(ExperimentId::new).toList();

  private final World world;
  private final Random random;

  Disturbances(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    world.network(message -> random.nextDouble() >= LOST_MESSAGES);
  }

  void next() {
    ScriptedWorker worker = world.workers().get(random.nextInt(world.workers().size()));
    switch (random.nextInt(54)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> world.requestWork(worker);
      case 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> goOn(worker);
      case 20, 21 -> report(worker);
      case 22, 23 -> worker.held().forEach(attempt -> world.checkpoint(worker, attempt));
      case 24, 25, 26, 27, 28, 29, 30, 31 -> end(worker);
      case 32, 33, 34, 35 -> world.renew(worker);
      case 36, 37, 38, 39 -> world.tick();
      case 40, 41 -> helloAfterLosses(worker);
      case 42, 43 -> fail(worker);
      case 44, 45 -> crash(worker);
      case 46 -> world.leave(worker);
      case 47 -> world.gone(worker);
      case 48 -> world.restart();
      case 49, 50, 51, 52 -> order();
      default -> world.requestWorkAndDie(worker);
    }
  }

  /** Mostly pauses and their ends; other experiments are changed in what they find, too. */
  private void order() {
    ExperimentId paused = PAUSED.get(random.nextInt(PAUSED.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> world.order(new Order.Pause(paused));
      case 2, 3, 4 -> world.order(new Order.Resume(paused));
      case 5 -> world.order(new Order.Extend(HALVING, 8 + random.nextInt(4)));
      case 6 -> requeue();
      default -> world.order(random.nextInt(5) == 0 ? new Order.Stop(HALVING) : RESUME_ODD);
    }
  }

  private void requeue() {
    world.stored().trials(ODD).stream()
        .filter(trial -> trial.progress().state() == TrialState.FAILED)
        .findFirst()
        .ifPresent(trial -> world.order(new Order.Requeue(trial.trial())));
  }

  private void end(ScriptedWorker worker) {
    worker.held().forEach(attempt -> world.end(worker, attempt));
  }

  private void goOn(ScriptedWorker worker) {
    worker.held().forEach(ScriptedWorker.Held::goOn);
    report(worker);
  }

  /** Everything that is not acknowledged, or only the last of it: its predecessors are missing. */
  private void report(ScriptedWorker worker) {
    List<AttemptReport> reports =
        worker.held().stream().flatMap(attempt -> attempt.unacknowledged().stream()).toList();
    boolean gap = reports.size() > 1 && random.nextInt(4) == 0;
    world.report(worker, gap ? reports.subList(reports.size() - 1, reports.size()) : reports);
  }

  private void helloAfterLosses(ScriptedWorker worker) {
    worker.ids().stream().filter(id -> random.nextInt(3) == 0).forEach(worker::forget);
    world.hello(worker);
  }

  private void fail(ScriptedWorker worker) {
    worker.held().stream()
        .filter(attempt -> random.nextInt(3) == 0)
        .forEach(attempt -> attempt.end(new Outcome.Failed("out of luck", ""), 0));
  }

  /**
   * All in a runner end together. Experiments of which every trial is to end well never crash
   * alone: three such crashes would fail a trial.
   */
  private void crash(ScriptedWorker worker) {
    List<ScriptedWorker.Held> running =
        worker.held().stream().filter(attempt -> !attempt.isOver()).toList();
    boolean spared =
        running.stream()
            .anyMatch(
                attempt ->
                    SPARED.contains(attempt.id().trial().experiment().value())
                        && (running.size() == 1 || attempt.isEvaluation()));
    if (!spared) {
      running.forEach(
          attempt -> attempt.end(new Outcome.RunnerLost("signal 9", ""), running.size() - 1));
    }
  }
}
