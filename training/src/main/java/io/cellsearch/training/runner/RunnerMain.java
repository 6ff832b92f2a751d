package io.cellsearch.training.runner;

import io.cellsearch.frames.Frame;
import io.cellsearch.frames.FrameCodec;
import io.cellsearch.training.optimize.VectorModule;
import io.cellsearch.training.trainer.Engines;
import io.cellsearch.training.trainer.Trainer;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The runner process. Frames come on standard input and go out on standard output, which nothing
 * else can write to; everything else goes to standard error. It ends when its input ends: then its
 * worker is gone.
 */
public final class RunnerMain {
  /** Ended as told, or left alone by the worker. */
  static final int DONE = 0;

  /** An error of the program. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** Out of memory. */
  static final int OUT_OF_MEMORY = 3;

  /** A system property: the least time between two checkpoints of an attempt, in milliseconds. */
  static final String CHECKPOINT_MILLIS = "cellsearch.checkpoint.millis";

  private static final String LOG_SETTINGS = "logback.configurationFile";

  private RunnerMain() {}

  /** The command line: {@code --blobs DIR --slots N}, in any order. */
  private record Arguments(Path blobs, int slots) {

    static Optional<Arguments> parse(String[] args) {
      Path blobs = null;
      int slots = 0;
      for (int i = 0; i + 1 < args.length; i += 2) {
        switch (args[i]) {
          case "--blobs" -> blobs = Path.of(args[i + 1]);
          case "--slots" ->
              slots = args[i + 1].matches("[1-9]\\d{0,3}") ? Integer.parseInt(args[i + 1]) : 0;
          default -> {
            return Optional.empty();
          }
        }
      }
      return args.length == 4 && blobs != null && Files.isDirectory(blobs) && slots > 0
          ? Optional.of(new Arguments(blobs, slots))
          : Optional.empty();
    }

    Runner.Settings settings() {
      Duration standard = CheckpointInterval.STANDARD;
      long millis = Long.getLong(CHECKPOINT_MILLIS, standard.toMillis());
      return new Runner.Settings(slots, Duration.ofMillis(millis));
    }
  }

  public static void main(String[] args) {
    ignoreSignals();
    FileOutputStream frames = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/cellsearch/training/runner/logback-runner.xml");
    }
    Optional<Arguments> arguments = Arguments.parse(args);
    if (arguments.isEmpty()) {
      System.err.println(
          "usage: RunnerMain --blobs DIR --slots N   (an existing folder; 1 to 9999)");
      halt(USAGE);
      return;
    }
    try {
      serve(arguments.get(), new FrameOutput(frames));
      halt(DONE);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      end(e);
    }
  }

  /**
   * A terminal and some service managers send their signals to all processes at once: it is the
   * worker's to let attempts come to a good end. The runner ends when its input does.
   */
  private static void ignoreSignals() {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
    }
  }

  private static void serve(Arguments arguments, FrameOutput output)
      throws IOException, InterruptedException {
    BlobFolder blobs = new BlobFolder(arguments.blobs());
    RunnerEngines engines = RunnerEngines.ofThisJvm();
    Trainer trainer = new Trainer(engines, blobs, System::nanoTime);
    Runner runner =
        new Runner(trainer, new BoundTasks(blobs), output, arguments.settings(), RunnerMain::end);
    tell(engines);
    runner.open(engines.resolve(Engines.AUTO));
    if (engines.hasFused()) {
      warmUp(runner);
    }
    DataInputStream in = new DataInputStream(System.in);
    Optional<Frame> frame = FrameCodec.read(in);
    while (frame.isPresent()) {
      if (!runner.handle(frame.get())) {
        runner.close();
        return;
      }
      frame = FrameCodec.read(in);
    }
  }

  /** While the worker joins its cluster there is nothing else to do. */
  private static void warmUp(Runner runner) {
    Thread thread = new Thread(() -> WarmUp.run(runner::hasBegun), "warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void tell(RunnerEngines engines) {
    if (!engines.hasFused()) {
      LoggerFactory.getLogger(RunnerMain.class)
          .warn(
              "this JVM lacks the module {}, so training.engine auto means nd4j here, which is many"
                  + " times slower; with --add-modules {} it means fused",
              VectorModule.NAME,
              VectorModule.NAME);
    }
  }

  /** Says why, as well as memory allows, and ends the process. */
  private static void end(Throwable reason) {
    boolean memory = reason instanceof OutOfMemoryError;
    try {
      Logger log = LoggerFactory.getLogger(RunnerMain.class);
      log.error(
          "the runner ends: {}", memory ? "out of memory" : "an error of the program", reason);
    } finally {
      halt(memory ? OUT_OF_MEMORY : FAILED);
    }
  }

  /** At once: nothing here needs an orderly end, and a thread that hangs must not prevent it. */
  private static void halt(int status) {
    Runtime.getRuntime().halt(status);
  }
}
