package io.cellsearch.benchmarks.kernels;

import io.cellsearch.training.optimize.VectorModule;
import java.io.IOException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH, with its own command line, in JVMs like those that train. */
public final class KernelsBenchmark {
  private KernelsBenchmark() {}

  /** Takes JMH's options; {@code -h} lists them. */
  public static void main(String[] arguments)
      throws RunnerException, CommandLineOptionException, IOException {
    CommandLineOptions options = new CommandLineOptions(arguments);
    if (options.shouldHelp()) {
      options.showHelp();
      return;
    }
    new Runner(
            new OptionsBuilder()
                .parent(options)
                .jvmArgsAppend(VectorModule.JVM_OPTIONS.toArray(String[]::new))
                .build())
        .run();
  }
}
