package io.cellsearch.cli.process;

import io.cellsearch.training.optimize.VectorModule;
import io.cellsearch.worker.runner.RunnerCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the JVM that trains is started: the same class path, other options. */
public final class RunnerOptions {
  private RunnerOptions() {}

  /**
   * The runner of the training module.
   *
   * @param checkpointInterval the least time between two checkpoints of a trial
   */
  public static RunnerCommand runner(Duration checkpointInterval) {
    List<String> options = new ArrayList<>(VectorModule.JVM_OPTIONS);
    options.add(RunnerCommand.checkpointOption(checkpointInterval));
    // Java's own limit is enough; the memory of the whole machine is not ND4J's to judge.
    options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    return RunnerCommand.training(System.getProperty("java.class.path"), options);
  }
}
