package io.cellsearch.cli.process;

import io.cellsearch.training.optimize.VectorModule;
import io.cellsearch.worker.runner.RunnerCommand;
import java.time.Duration;
import java.util.ArrayList;
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
    List<String> options = new ArrayList<>(VectorModule.JVM_OPTIONS);
    options.add("-Xmx" + (heap(memory) >> 20) + "m");
    options.add("-Dorg.bytedeco.javacpp.maxbytes=" + memory);
    options.add(RunnerCommand.checkpointOption(checkpointInterval));
    // Java's own limit is enough; the memory of the whole machine is not ND4J's to judge.
    options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    return RunnerCommand.training(System.getProperty("java.class.path"), options);
  }

  /** The heap of a runner whose trials need so many bytes. */
  static long heap(long memory) {
    return memory + memory / COLLECTOR + RUNNER;
  }
}
