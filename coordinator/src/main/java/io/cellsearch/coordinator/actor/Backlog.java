package io.cellsearch.coordinator.actor;

import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.WorkerId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What workers tell, while enough is on its way to the disk. Reports come by the thousands and
 * nobody waits for one of them; who asks for work waits with an empty slot. A decision cannot
 * overtake those before it, so what has time is not decided before its turn: a request finds no
 * more before it than the commits under way.
 */
final class Backlog {
  /**
   * Store commands on their way to the disk beyond which reports wait: about half of them are
   * written while the others gather. A request waits for two such commits at most, which take some
   * 10 ms each.
   */
  static final int MOST_UNDER_WAY = 350;

  private final Deque<ToCoordinator> waiting = new ArrayDeque<>();
  private final Map<WorkerId, Integer> waitingOf = new HashMap<>();

  /**
   * Whether a message has to wait for its turn: reports while enough is under way, and whatever
   * follows a worker's own message that waits.
   *
   * @param commandsUnderWay that were handed to the store and are not on the disk
   */
  boolean holds(ToCoordinator message, int commandsUnderWay) {
    boolean full = commandsUnderWay >= MOST_UNDER_WAY;
    return (full && message instanceof ToCoordinator.Reports)
        || waitingOf.containsKey(message.worker());
  }

  void add(ToCoordinator message) {
    waiting.add(message);
    waitingOf.merge(message.worker(), 1, Integer::sum);
  }

  /** Whether it is a message's turn: there is one, and room for what it brings. */
  boolean hasNext(int commandsUnderWay) {
    return !waiting.isEmpty() && commandsUnderWay < MOST_UNDER_WAY;
  }

  /** The message whose turn it is. */
  ToCoordinator next() {
    ToCoordinator message = waiting.remove();
    waitingOf.computeIfPresent(message.worker(), (worker, count) -> count == 1 ? null : count - 1);
    return message;
  }
}
