package io.cellsearch.coordinator.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Live events on their way to whoever watches. Publishing never blocks: a subscriber that does not
 * keep up loses its oldest events, which a page heals by asking for the state again.
 */
public final class EventBus {
  private final Set<EventSubscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** Tells an event to all subscribers. */
  public void publish(LiveEvent event) {
    for (EventSubscription subscription : subscriptions) {
      subscription.offer(event);
    }
  }

  /** Subscribes with room for this many events that were not taken yet. */
  public EventSubscription subscribe(int capacity) {
    EventSubscription subscription = new EventSubscription(capacity, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  /** How many subscribers there are. */
  public int subscribers() {
    return subscriptions.size();
  }
}
