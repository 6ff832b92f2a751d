package io.cellsearch.worker.runner;

import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One runner process with its three pipes. It ends by itself when its standard input closes, so it
 * cannot outlive this JVM.
 */
final class RunnerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(RunnerProcess.class);
  private static final int KEPT_LINES = 40;

  /** With this status a runner ends that has run out of memory. */
  private static final int OUT_OF_MEMORY = 3;

  /** {@link Process#waitFor} adds this to the number of a signal that ended a process. */
  private static final int SIGNALLED = 128;

  private static final int LAST_SIGNAL = 64;

  /** How long a process that says no more may take to end, and its log to be read. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(1);

  private final Process process;
  private final Consumer<RunnerEvent> events;
  private final BlockingQueue<Optional<Frame.ToRunner>> outgoing = new LinkedBlockingQueue<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final Thread log;

  private RunnerProcess(Process process, Consumer<RunnerEvent> events) {
    this.process = process;
    this.events = events;
    this.log = thread("log", this::readLog);
  }

  /** Starts a process; its last event is that it is lost. */
  static RunnerProcess start(List<String> words, Consumer<RunnerEvent> events) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    // A slot is one thread: native libraries of an engine must not start more.
    builder.environment().put("OMP_NUM_THREADS", "1");
    RunnerProcess runner = new RunnerProcess(builder.start(), events);
    runner.log.start();
    runner.thread("in", runner::readFrames).start();
    runner.thread("out", runner::writeFrames).start();
    return runner;
  }

  private Thread thread(String what, Runnable body) {
    Thread thread = new Thread(body, "runner-" + process.pid() + "-" + what);
    thread.setDaemon(true);
    return thread;
  }

  long pid() {
    return process.pid();
  }

  void send(Frame.ToRunner frame) {
    outgoing.add(Optional.of(frame));
  }

  /** Closes its standard input, and ends it by force when it does not end by itself in time. */
  void close(Duration patience) {
    outgoing.clear();
    outgoing.add(Optional.empty());
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  private void writeFrames() {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
      for (Optional<Frame.ToRunner> next = outgoing.take();
          next.isPresent();
          next = outgoing.take()) {
        FrameCodec.write(out, next.get());
      }
    } catch (IOException e) {
      // The reading side tells of the end, with its status.
      LOG.debug("runner {} takes no more frames", process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readFrames() {
    String trouble = "";
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      for (Optional<Frame> frame = FrameCodec.read(in);
          frame.isPresent();
          frame = FrameCodec.read(in)) {
        if (frame.get() instanceof Frame.FromRunner said) {
          events.accept(new RunnerEvent.Heard(said));
        }
      }
    } catch (IOException e) {
      trouble = ": " + e.getMessage();
      kill();
    }
    outgoing.add(Optional.empty());
    int status = exitStatus();
    String cause =
        (status == OUT_OF_MEMORY ? "OUT_OF_MEMORY: " : "")
            + "the runner process ended with status "
            + status
            + signal(status)
            + trouble;
    events.accept(new RunnerEvent.Lost(cause, lastLines()));
  }

  private static String signal(int status) {
    int signal = status - SIGNALLED;
    return signal > 0 && signal <= LAST_SIGNAL ? " (killed by signal " + signal + ")" : "";
  }

  private int exitStatus() {
    while (true) {
      try {
        if (!process.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          kill();
        }
        int status = process.waitFor();
        log.join(END_PATIENCE.toMillis());
        return status;
      } catch (InterruptedException e) {
        kill();
      }
    }
  }

  private void readLog() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        LOG.info("runner {}: {}", process.pid(), line);
        keep(line);
      }
    } catch (IOException e) {
      LOG.debug("the log of runner {} ended", process.pid(), e);
    }
  }

  private void keep(String line) {
    synchronized (lastLines) {
      lastLines.addLast(line);
      if (lastLines.size() > KEPT_LINES) {
        lastLines.removeFirst();
      }
    }
  }

  private String lastLines() {
    synchronized (lastLines) {
      return String.join("\n", lastLines);
    }
  }
}
