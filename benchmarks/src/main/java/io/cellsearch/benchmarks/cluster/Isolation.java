package io.cellsearch.benchmarks.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This program once more, in fresh namespaces of network, mounts and processes: nothing of the
 * machine's own network is touched, and however the program ends, all that it made or started there
 * ends with it. The names of network namespaces ({@code ip netns}) are seen by it alone.
 */
final class Isolation {
  private static final String INSIDE = "cellsearch.isolated";
  private static final List<String> UNSHARE =
      List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc");
  private static final String OWN_NAMES =
      "mkdir -p /var/run/netns && mount -t tmpfs none /var/run/netns && exec \"$0\" \"$@\"";

  private Isolation() {}

  /** Whether this process is the inner one. */
  static boolean isInside() {
    return Boolean.getBoolean(INSIDE);
  }

  /** Why there can be no inner process, in a sentence. */
  static Optional<String> obstacle() throws IOException, InterruptedException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      return Optional.of("network namespaces are for root alone");
    }
    for (String program : List.of("ip", "unshare", "mount")) {
      if (!isInstalled(program)) {
        return Optional.of(
            "the program " + program + " is needed (packages iproute2, util-linux, mount)");
      }
    }
    try {
      Programs.run(Stream.concat(UNSHARE.stream(), Stream.of("true")).toArray(String[]::new));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the system gives no namespaces: " + e.getMessage());
    }
  }

  private static boolean isInstalled(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs the program inside; gives its exit status. */
  static int run(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(UNSHARE);
    command.addAll(List.of("sh", "-c", OWN_NAMES));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + INSIDE + "=true");
    command.add("-Dcellsearch.home=" + System.getProperty("cellsearch.home", "."));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process inner =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(inner::destroyForcibly, "inner-end"));
    return inner.waitFor();
  }

  /**
   * The inner process ends with the outer one, which it cannot see but by the pipe between them.
   */
  static void endWithOuter() {
    Thread thread = new Thread(Isolation::awaitOuterEnd, "outer-end");
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitOuterEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end counts.
        continue;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.exit(1);
  }
}
