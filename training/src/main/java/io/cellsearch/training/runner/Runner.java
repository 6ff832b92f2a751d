package io.cellsearch.training.runner;

import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.training.trainer.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Does what frames say: a thread for each attempt, at most as many as there are slots; later ones
 * wait. An attempt that throws ends as failed and harms no other; an error of the JVM ends them
 * all.
 */
final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final long PROGRESS_SECONDS = 1;

  /** How causes name an attempt's want of memory. */
  static final String OUT_OF_MEMORY = "OUT_OF_MEMORY";

  private final Trainer trainer;
  private final BoundTasks tasks;
  private final FrameOutput output;
  private final Consumer<Throwable> fatal;
  private final ExecutorService slots;
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
  private final Duration checkpointInterval;
  private final Map<AttemptId, RunningAttempt> running = new ConcurrentHashMap<>();
  private volatile boolean begun;

  /**
   * How many attempts run at a time, and the least time between two checkpoints of one.
   *
   * @param slots a thread each
   */
  record Settings(int slots, Duration checkpointInterval) {}

  /**
   * @param fatal is told of what no attempt can be blamed for; it ends the process
   */
  Runner(
      Trainer trainer,
      BoundTasks tasks,
      FrameOutput output,
      Settings settings,
      Consumer<Throwable> fatal) {
    this.trainer = trainer;
    this.tasks = tasks;
    this.output = output;
    this.fatal = fatal;
    this.slots = Executors.newFixedThreadPool(settings.slots());
    checkpointInterval = settings.checkpointInterval();
  }

  /** Says that the runner is there, and begins to announce progress. */
  void open(String engine) {
    output.write(new Frame.Ready(ProcessHandle.current().pid(), engine));
    ticker.scheduleAtFixedRate(
        this::announceProgress, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
  }

  private void announceProgress() {
    try {
      running.values().forEach(RunningAttempt::announceProgress);
    } catch (RuntimeException | Error e) {
      fatal.accept(e);
    }
  }

  /** Obeys one frame; false when the runner should be closed. */
  boolean handle(Frame frame) {
    if (frame instanceof Frame.Start start) {
      start(start.assignment());
    } else if (frame instanceof Frame.StopTrial stop) {
      find(stop.trial(), stop.attempt(), RunningAttempt::stop);
    } else if (frame instanceof Frame.GoOn more) {
      find(more.trial(), more.attempt(), attempt -> attempt.goOn(more.target()));
    } else if (frame instanceof Frame.PauseTrial pause) {
      find(pause.trial(), pause.attempt(), attempt -> attempt.pause(pause.atEpoch()));
    } else if (frame instanceof Frame.HandBack back) {
      find(back.trial(), back.attempt(), RunningAttempt::handBack);
    } else if (frame instanceof Frame.Abandon abandon) {
      find(abandon.trial(), abandon.attempt(), RunningAttempt::abandon);
    } else if (frame instanceof Frame.Shutdown) {
      return false;
    } else {
      throw new IllegalArgumentException("not a frame for a runner: " + frame);
    }
    return true;
  }

  /** Whether there was an attempt yet. */
  boolean hasBegun() {
    return begun;
  }

  private void start(Assignment assignment) {
    begun = true;
    RunningAttempt attempt =
        new RunningAttempt(
            assignment, output, new CheckpointInterval(checkpointInterval, System::nanoTime));
    if (running.putIfAbsent(attempt.id(), attempt) != null) {
      LOG.warn("{} attempt {} runs already", assignment.trial(), assignment.attempt());
      return;
    }
    slots.execute(() -> run(attempt));
  }

  /** An attempt that is not there has ended already: its last frame is on its way. */
  private void find(TrialId trial, int attempt, Consumer<RunningAttempt> action) {
    RunningAttempt found = running.get(new AttemptId(trial, attempt));
    if (found != null) {
      action.accept(found);
    }
  }

  private void run(RunningAttempt attempt) {
    MDC.put("trial", attempt.assignment().trial().toString());
    MDC.put("attempt", Integer.toString(attempt.assignment().attempt()));
    try {
      Assignment assignment = attempt.assignment();
      LOG.info(
          "starts on {} with {}", trainer.engine(assignment), assignment.configuration().text());
      Outcome outcome = outcome(attempt);
      LOG.info("ended: {}", outcome);
      running.remove(attempt.id());
      attempt.ended(outcome);
    } catch (RuntimeException | Error e) {
      fatal.accept(e);
    } finally {
      MDC.clear();
    }
  }

  /**
   * A cell whose code cannot be linked or nests too deep is the attempt's fault, not the JVM's. So
   * is a want of memory for its arrays: they are free again when it has ended. Of any other memory
   * that runs out, such as that of classes, nothing would be left for later attempts.
   */
  private Outcome outcome(RunningAttempt attempt) {
    Assignment assignment = attempt.assignment();
    try {
      return trainer.run(assignment, tasks.bind(assignment.task()), attempt, attempt);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      return new Outcome.Failed(cause(e), trace.toString());
    } catch (OutOfMemoryError e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("Metaspace") || message.contains("native thread")) {
        throw e;
      }
      return new Outcome.Failed(OUT_OF_MEMORY + ": " + message, "of " + memory() + " MiB of heap");
    }
  }

  private static long memory() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  /** The first line of what went wrong. */
  private static String cause(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  /** Ends every attempt at its next batch, without a word, and waits for that. */
  void close() throws InterruptedException {
    running.values().forEach(RunningAttempt::abandon);
    ticker.shutdownNow();
    slots.shutdown();
    while (!slots.awaitTermination(1, TimeUnit.MINUTES)) {
      LOG.info("waits for the last batch of {}", running.keySet());
    }
  }
}
