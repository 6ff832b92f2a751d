package io.cellsearch.coordinator.actor;

import io.cellsearch.coordinator.scheduler.Decision;
import io.cellsearch.coordinator.scheduler.Effect;
import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.cellsearch.coordinator.telemetry.EventBus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What decisions tell, on its way to those who are told. */
final class Effects {
  private final WorkerRefs workers;
  private final EventBus events;
  private final CoordinatorMeters meters;
  private final Consumer<String> discard;

  Effects(WorkerRefs workers, EventBus events, CoordinatorMeters meters, Consumer<String> discard) {
    this.workers = workers;
    this.events = events;
    this.meters = meters;
    this.discard = discard;
  }

  /** To be run in this order after the decision's commit; more may be added. */
  List<Runnable> of(Decision decision) {
    List<Runnable> effects = new ArrayList<>();
    decision.effects().forEach(effect -> effects.add(() -> carryOut(effect)));
    if (decision.storedReports() > 0) {
      effects.add(() -> meters.epochs(decision.storedReports()));
    }
    return effects;
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Tell tell) {
      workers.tell(tell.worker(), tell.message());
    } else if (effect instanceof Effect.Publish publish) {
      events.publish(publish.event());
    } else if (effect instanceof Effect.Discard discard) {
      this.discard.accept(discard.sha256());
    }
  }
}
