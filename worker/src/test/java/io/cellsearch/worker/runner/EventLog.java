package io.cellsearch.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.frames.Frame;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes a runner's events as they come. */
final class EventLog {
  private static final long SECONDS = 20;

  private final Runner runner;
  private final BlockingQueue<RunnerEvent> taken = new LinkedBlockingQueue<>();

  EventLog(Runner runner) {
    this.runner = runner;
    runner.onEvent(this::take);
    take();
  }

  private synchronized void take() {
    for (Optional<RunnerEvent> event = runner.poll(); event.isPresent(); event = runner.poll()) {
      taken.add(event.get());
    }
  }

  /** The next event. */
  RunnerEvent next() throws InterruptedException {
    RunnerEvent event = taken.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(event).as("an event in time").isNotNull();
    return event;
  }

  /** The next event, which is something that the runner says. */
  <T extends Frame.FromRunner> T heard(Class<T> kind) throws InterruptedException {
    RunnerEvent event = next();
    assertThat(event).isInstanceOf(RunnerEvent.Heard.class);
    return kind.cast(((RunnerEvent.Heard) event).frame());
  }

  /** The next event, which is the runner's end. */
  RunnerEvent.Lost lost() throws InterruptedException {
    RunnerEvent event = next();
    assertThat(event).isInstanceOf(RunnerEvent.Lost.class);
    return (RunnerEvent.Lost) event;
  }

  /** The events that came and were not asked for. */
  int waiting() {
    return taken.size();
  }
}
