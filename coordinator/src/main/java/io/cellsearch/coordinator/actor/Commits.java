package io.cellsearch.coordinator.actor;

import akka.actor.typed.javadsl.ActorContext;
import io.cellsearch.coordinator.scheduler.Decision;
import io.cellsearch.coordinator.store.CommitResult;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.protocol.CoordinatorMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Decisions on their way to the disk. What they tell is told after their commit, in their order.
 */
final class Commits {
  private final ActorContext<CoordinatorMessage> context;
  private final Store store;
  private final long term;
  private final Deque<Writing> underWay = new ArrayDeque<>();
  private int commandsUnderWay;

  private record Writing(int commands, List<Runnable> effects) {}

  /** A decision is on the disk. */
  record Done(long term, CommitResult result) implements CoordinatorMessage {}

  /** A decision is not on the disk: what the coordinator holds in memory is worth nothing now. */
  record Failed(long term, Throwable cause) implements CoordinatorMessage {}

  Commits(ActorContext<CoordinatorMessage> context, Store store, long term) {
    this.context = context;
    this.store = store;
    this.term = term;
  }

  /** Hands a decision to the store; the effects run on the actor's thread after its commit. */
  void commit(Decision decision, List<Runnable> effects) {
    if (!decision.commands().isEmpty()) {
      underWay.add(new Writing(decision.commands().size(), new ArrayList<>(effects)));
      commandsUnderWay += decision.commands().size();
      context.pipeToSelf(
          store.commit(term, decision.commands()),
          (result, failure) ->
              failure == null ? new Done(term, result) : new Failed(term, failure));
    } else if (underWay.isEmpty()) {
      effects.forEach(Runnable::run);
    } else {
      // It may tell of what the decision before it writes.
      underWay.getLast().effects().addAll(effects);
    }
  }

  /** Runs an effect once every decision until now is on the disk. */
  void afterAll(Runnable effect) {
    if (underWay.isEmpty()) {
      effect.run();
    } else {
      underWay.getLast().effects().add(effect);
    }
  }

  /** The oldest decision is on the disk. */
  void done() {
    Writing written = underWay.remove();
    commandsUnderWay -= written.commands();
    written.effects().forEach(Runnable::run);
  }

  /** Store commands of decisions that are not on the disk yet. */
  int commandsUnderWay() {
    return commandsUnderWay;
  }
}
