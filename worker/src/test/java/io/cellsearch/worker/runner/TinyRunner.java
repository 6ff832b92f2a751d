package io.cellsearch.worker.runner;

import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import io.cellsearch.worker.Attempts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A runner that trains nothing. It makes one report of each attempt and ends it when it is told to
 * stop; told to abandon one, it crashes. A mode makes it misbehave from the start.
 */
public final class TinyRunner {
  /** The status with which it crashes. */
  static final int CRASH = 7;

  /** The status with which a runner ends that has run out of memory. */
  private static final int OUT_OF_MEMORY = 3;

  private static final String MODE = "tiny.mode";
  private static final int LAST_WORDS = 50;

  /** What it does. */
  enum Mode {
    /** What it is told. */
    WELL,
    /** Crashes before it says anything. */
    CRASH,
    /** Needs more memory than it has, and ends as the runner of the training module does then. */
    HUNGRY,
    /** Does not notice that its input ends. */
    DEAF,
    /** Closes its output and lives on. */
    MUTE,
    /** Prints between its frames. */
    GARBLED
  }

  private TinyRunner() {}

  /** How to start it. */
  static RunnerCommand command(Mode mode) {
    return command("-D" + MODE + "=" + mode);
  }

  /** How to start one that behaves well. */
  public static RunnerCommand command(String... options) {
    List<String> all =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Xmx32m", "-Xshare:auto"));
    all.addAll(List.of(options));
    return new RunnerCommand(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        all,
        System.getProperty("java.class.path"),
        TinyRunner.class.getName());
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    switch (Mode.valueOf(System.getProperty(MODE, Mode.WELL.name()))) {
      case WELL -> serve();
      case CRASH -> crash();
      case HUNGRY -> {
        ready();
        fillTheHeap();
      }
      case DEAF -> {
        ready();
        new CountDownLatch(1).await();
      }
      case MUTE -> {
        ready();
        System.out.close();
        new CountDownLatch(1).await();
      }
      case GARBLED -> {
        ready();
        System.out.println("a library prints");
        new CountDownLatch(1).await();
      }
    }
  }

  private static DataOutputStream ready() throws IOException {
    DataOutputStream out = new DataOutputStream(System.out);
    String engine = "tiny, threads: " + System.getenv("OMP_NUM_THREADS");
    FrameCodec.write(out, new Frame.Ready(ProcessHandle.current().pid(), engine));
    return out;
  }

  private static void serve() throws IOException {
    DataOutputStream out = ready();
    DataInputStream in = new DataInputStream(System.in);
    for (Optional<Frame> frame = FrameCodec.read(in);
        frame.isPresent();
        frame = FrameCodec.read(in)) {
      obey(frame.get(), out);
    }
  }

  private static void obey(Frame frame, DataOutputStream out) throws IOException {
    if (frame instanceof Frame.Start start) {
      TrialId trial = start.assignment().trial();
      int attempt = start.assignment().attempt();
      FrameCodec.write(out, new Frame.Progress(trial, attempt, 10));
      FrameCodec.write(out, new Frame.Reported(trial, attempt, Attempts.report(1)));
    } else if (frame instanceof Frame.StopTrial stop) {
      Outcome outcome = new Outcome.Trained(1, 1, Optional.empty(), true);
      FrameCodec.write(out, new Frame.Ended(stop.trial(), stop.attempt(), outcome));
    } else if (frame instanceof Frame.Abandon) {
      crash();
    }
  }

  private static void fillTheHeap() {
    List<byte[]> all = new ArrayList<>();
    try {
      while (true) {
        all.add(new byte[1 << 20]);
      }
    } catch (OutOfMemoryError e) {
      all.clear();
      System.err.println(e);
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  private static void crash() {
    for (int line = 1; line <= LAST_WORDS; line++) {
      System.err.println("line " + line);
    }
    Runtime.getRuntime().halt(CRASH);
  }
}
