package io.cellsearch.cli.process;

import io.cellsearch.worker.runner.RunnerCommand;
import java.time.Duration;
import java.util.List;

/** How the JVM that trains is started: the same class path, other options. */
public final class RunnerOptions {
  /** The collector keeps a tenth in reserve and rounds large arrays up to whole regions. */
  private static final int COLLECTOR = 4;

  /** For the runner itself: frames, compiled plans, logs. */
  private static final long RUNNER = 192L << 20;

  private RunnerOptions() {}

  /**
   * The runner of the training module.
   *
   * @param checkpointInterval the least time between two checkpoints of a trial
   * @param memory bytes of all slots together, for their trials
   */
  public static RunnerCommand runner(Duration checkpointInterval, long memory) {
    return RunnerCommand.training(
        System.getProperty("java.class.path"),
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "-Xmx" + (heap(memory) >> 20) + "m",
            "-Dorg.bytedeco.javacpp.maxbytes=" + memory,
            RunnerCommand.checkpointOption(checkpointInterval),
            // Java's own limit is enough; the memory of the whole machine is not ND4J's to judge.
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
  }

  /** The heap of a runner whose trials need so many bytes. */
  static long heap(long memory) {
    return memory + memory / COLLECTOR + RUNNER;
  }
}
