package io.cellsearch.worker.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a runner is started: a JVM of its own.
 *
 * @param java the executable
 * @param jvmOptions memory, modules and system properties
 * @param classPath in the form of this platform
 * @param mainClass speaks frames over its standard input and output
 */
public record RunnerCommand(
    Path java, List<String> jvmOptions, String classPath, String mainClass) {
  /** The runner of the training module. */
  public static final String MAIN_CLASS = "io.cellsearch.training.runner.RunnerMain";

  /** Thread dumps and last words of the JVM would otherwise get between the frames. */
  private static final String STANDARD_OUTPUT_FOR_FRAMES = "-XX:+DisplayVMOutputToStderr";

  public RunnerCommand {
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** The training module's runner on the JDK that runs this program. */
  public static RunnerCommand training(String classPath, List<String> jvmOptions) {
    return new RunnerCommand(
        Path.of(System.getProperty("java.home"), "bin", "java"), jvmOptions, classPath, MAIN_CLASS);
  }

  /** The JVM option that sets the least time between two checkpoints of an attempt. */
  public static String checkpointOption(Duration interval) {
    return "-Dcellsearch.checkpoint.millis=" + interval.toMillis();
  }

  /** The words of the command line. */
  List<String> words(Path blobs, int slots) {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.add(STANDARD_OUTPUT_FOR_FRAMES);
    words.addAll(jvmOptions);
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(List.of("--blobs", blobs.toString(), "--slots", Integer.toString(slots)));
    return words;
  }
}
