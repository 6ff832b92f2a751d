package io.cellsearch.coordinator.telemetry;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One subscriber's bounded queue of live events. */
public final class EventSubscription implements AutoCloseable {
  private final BlockingQueue<LiveEvent> queue;
  private final Consumer<EventSubscription> onClose;
  private final AtomicLong dropped = new AtomicLong();

  EventSubscription(int capacity, Consumer<EventSubscription> onClose) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.onClose = onClose;
  }

  void offer(LiveEvent event) {
    while (!queue.offer(event)) {
      if (queue.poll() != null) {
        dropped.incrementAndGet();
      }
    }
  }

  /** The oldest event that was not taken yet, or empty when none came in time. */
  public Optional<LiveEvent> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** How many events were lost because nobody took them. */
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
