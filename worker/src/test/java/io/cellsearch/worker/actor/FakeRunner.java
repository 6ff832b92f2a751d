package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.frames.Frame;
import io.cellsearch.worker.runner.Runner;
import io.cellsearch.worker.runner.RunnerEvent;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A runner whose part a test plays. */
final class FakeRunner implements Runner {
  private static final long SECONDS = 10;

  private final Queue<RunnerEvent> events = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Frame.ToRunner> told = new LinkedBlockingQueue<>();
  private volatile Runnable doorbell = () -> {};

  /** Says something, or several things at once. */
  void says(Frame.FromRunner... frames) {
    for (Frame.FromRunner frame : frames) {
      events.add(new RunnerEvent.Heard(frame));
    }
    doorbell.run();
  }

  void ready() {
    says(new Frame.Ready(1, "fake"));
  }

  void dies(String cause) {
    events.add(new RunnerEvent.Lost(cause, ""));
    doorbell.run();
  }

  /** The next thing that it is told. */
  Frame.ToRunner hears() throws InterruptedException {
    Frame.ToRunner frame = told.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("a frame in time").isNotNull();
    return frame;
  }

  boolean heardNothingMore() {
    return told.isEmpty();
  }

  @Override
  public void send(Frame.ToRunner frame) {
    told.add(frame);
  }

  @Override
  public Optional<RunnerEvent> poll() {
    return Optional.ofNullable(events.poll());
  }

  @Override
  public void onEvent(Runnable bell) {
    doorbell = bell;
  }

  @Override
  public void kill() {
    dies("ended by force");
  }

  @Override
  public void close() {
    events.clear();
  }
}
