package io.cellsearch.cli.process;

import io.cellsearch.cli.exit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Ends this process with the one that started it, even when that one is killed. */
public final class ParentOption {
  @Option(names = "--parent", paramLabel = "PID", hidden = true)
  private @Nullable Long parent;

  /** Begins to watch the parent, where one was named. */
  public void watch() {
    if (parent != null) {
      ProcessHandle.of(parent)
          .ifPresentOrElse(
              handle -> handle.onExit().thenRun(ParentOption::exit), ParentOption::exit);
    }
  }

  private static void exit() {
    System.exit(ExitCode.FAILED);
  }
}
