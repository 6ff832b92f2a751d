package io.cellsearch.worker.runner;

import io.cellsearch.frames.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A node that starts a runner, tells its process, and is gone at once, as if it were killed. */
final class KilledNode {
  private KilledNode() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    RestartingRunner runner =
        RestartingRunner.start(TinyRunner.command(), Path.of(args[0]), 1, Duration.ofSeconds(1));
    System.out.println(new EventLog(runner).heard(Frame.Ready.class).pid());
    Runtime.getRuntime().halt(1);
  }
}
