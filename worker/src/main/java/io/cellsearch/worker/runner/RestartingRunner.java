package io.cellsearch.worker.runner;

import io.cellsearch.frames.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private final Backoff backoff;
  private final Queue<RunnerEvent> events = new ArrayDeque<>();
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          body -> {
            Thread thread = new Thread(body, "runner-restarts");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread hook = new Thread(this::endAtOnce, "runner-end");
  private volatile Runnable doorbell = () -> {};
  private @Nullable RunnerProcess process;
  private int lossesNotSeen;
  private boolean closed;

  private RestartingRunner(RunnerCommand command, Path blobs, int slots, Duration firstPause) {
    this.command = command;
    this.blobs = blobs;
    this.slots = slots;
    this.backoff = new Backoff(firstPause, LONGEST_PAUSE);
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
    synchronized (this) {
      if (closed) {
        return;
      }
      events.add(event);
      if (event instanceof RunnerEvent.Lost lost) {
        lost(lost);
      } else if (event instanceof RunnerEvent.Heard heard
          && !(heard.frame() instanceof Frame.Ready)) {
        backoff.reset();
      }
    }
    doorbell.run();
  }

  private synchronized void lost(RunnerEvent.Lost lost) {
    process = null;
    lossesNotSeen++;
    LOG.warn("{}", lost.cause());
    scheduleRestart();
  }

  private synchronized void scheduleRestart() {
    if (!closed) {
      Duration pause = backoff.pause();
      LOG.info("the next runner starts in {}", pause);
      Future<?> unused = restarts.schedule(this::restart, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void restart() {
    try {
      startProcess();
    } catch (IOException e) {
      LOG.error("no runner can be started", e);
      scheduleRestart();
    }
  }

  /** What is said to a runner whose end nobody has taken yet is not for its successor. */
  @Override
  public synchronized void send(Frame.ToRunner frame) {
    if (process != null && lossesNotSeen == 0) {
      process.send(frame);
    }
  }

  @Override
  public synchronized Optional<RunnerEvent> poll() {
    Optional<RunnerEvent> event = Optional.ofNullable(events.poll());
    if (event.filter(RunnerEvent.Lost.class::isInstance).isPresent()) {
      lossesNotSeen--;
    }
    return event;
  }

  @Override
  public void onEvent(Runnable bell) {
    doorbell = bell;
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  /** The end of this JVM: a runner that ends with it is no loss that an attempt could cause. */
  synchronized void endAtOnce() {
    closed = true;
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void close() {
    RunnerProcess last;
    synchronized (this) {
      closed = true;
      last = process;
      process = null;
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
