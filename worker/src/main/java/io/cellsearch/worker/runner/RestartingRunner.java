package io.cellsearch.worker.runner;

import io.cellsearch.frames.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner process that gets a successor whenever it dies, after a pause that doubles as long as
 * the successors die too.
 */
public final class RestartingRunner implements Runner {
  private static final Logger LOG = LoggerFactory.getLogger(RestartingRunner.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final RunnerCommand command;
  private final Path blobs;
  private final int slots;
  private final Duration firstPause;
  private final Queue<RunnerEvent> events = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          body -> {
            Thread thread = new Thread(body, "runner-restarts");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread hook = new Thread(this::kill, "runner-end");
  private volatile Runnable doorbell = () -> {};
  private @Nullable RunnerProcess process;
  private Duration pause;
  private boolean closed;

  private RestartingRunner(RunnerCommand command, Path blobs, int slots, Duration firstPause) {
    this.command = command;
    this.blobs = blobs;
    this.slots = slots;
    this.firstPause = firstPause;
    this.pause = firstPause;
  }

  /**
   * Starts a runner.
   *
   * @param blobs the folder that it shares with the node
   * @param slots attempts that it trains at a time
   * @param firstPause before the first restart
   * @throws IOException if not even the first process can be started
   */
  public static RestartingRunner start(
      RunnerCommand command, Path blobs, int slots, Duration firstPause) throws IOException {
    RestartingRunner runner = new RestartingRunner(command, blobs, slots, firstPause);
    runner.startProcess();
    Runtime.getRuntime().addShutdownHook(runner.hook);
    return runner;
  }

  private synchronized void startProcess() throws IOException {
    if (!closed) {
      RunnerProcess started = RunnerProcess.start(command.words(blobs, slots), this::happened);
      process = started;
      LOG.info("runner {} started with {} slots", started.pid(), slots);
    }
  }

  private void happened(RunnerEvent event) {
    if (event instanceof RunnerEvent.Lost lost) {
      lost(lost);
    } else if (event instanceof RunnerEvent.Heard heard
        && !(heard.frame() instanceof Frame.Ready)) {
      worked();
    }
    events.add(event);
    doorbell.run();
  }

  private synchronized void worked() {
    pause = firstPause;
  }

  private synchronized void lost(RunnerEvent.Lost lost) {
    process = null;
    if (closed) {
      return;
    }
    LOG.warn("{}; the next one starts in {}", lost.cause(), pause);
    scheduleRestart();
  }

  private synchronized void scheduleRestart() {
    if (closed) {
      return;
    }
    restarts.schedule(this::restart, pause.toMillis(), TimeUnit.MILLISECONDS);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private void restart() {
    try {
      startProcess();
    } catch (IOException e) {
      LOG.error("no runner can be started", e);
      scheduleRestart();
    }
  }

  @Override
  public synchronized void send(Frame.ToRunner frame) {
    if (process != null) {
      process.send(frame);
    }
  }

  @Override
  public Optional<RunnerEvent> poll() {
    return Optional.ofNullable(events.poll());
  }

  @Override
  public void onEvent(Runnable bell) {
    doorbell = bell;
  }

  private synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void close() {
    RunnerProcess last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = process;
    }
    restarts.shutdownNow();
    if (last != null) {
      last.close(CLOSE_PATIENCE);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("this JVM ends already", e);
    }
  }
}
