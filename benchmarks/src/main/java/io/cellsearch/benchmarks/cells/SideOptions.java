package io.cellsearch.benchmarks.cells;

import io.cellsearch.training.optimize.VectorModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the processes of both sides are started. */
final class SideOptions {
  @Option(
      names = "--python",
      defaultValue = "python3",
      description =
          "A Python that has torch (default: ${DEFAULT-VALUE}); \"none\" times ours alone.")
  private String python = "python3";

  @Option(names = "--core", paramLabel = "N", description = "Pins both sides to this core.")
  private @Nullable Integer core;

  @Option(
      names = "--unbind",
      description =
          "PyTorch's loops read their steps from x.unbind(0) instead of as x[t], whose gradient is"
              + " as large as the sequence.")
  private boolean unbind;

  /** Whether all processes share one core. */
  boolean pinned() {
    return core != null;
  }

  /** The command line of our side. */
  List<String> ours(Class<?> main, List<String> arguments) {
    return joined(prefix(), java(main, arguments));
  }

  /** The command line of one of our scripts in PyTorch; empty where ours are timed alone. */
  List<String> theirs(String script, List<String> arguments) {
    if (python.equals("none")) {
      return List.of();
    }
    Path scripts =
        Path.of(System.getProperty("cellsearch.home", "."), "benchmarks/src/main/python");
    List<String> words = new ArrayList<>(List.of(python, scripts.resolve(script).toString()));
    words.addAll(arguments);
    if (unbind) {
      words.add("--unbind");
    }
    return joined(prefix(), words);
  }

  private List<String> prefix() {
    return core == null ? List.of() : List.of("taskset", "-c", Integer.toString(core));
  }

  /** A program of this class path in a JVM as runners have it. */
  static List<String> java(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(VectorModule.JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return joined(command, arguments);
  }

  private static List<String> joined(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }
}
