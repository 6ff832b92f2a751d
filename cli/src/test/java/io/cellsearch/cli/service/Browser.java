package io.cellsearch.cli.service;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Node and Chromium of this machine, and the script that uses the pages with them. */
record Browser(Path node, Path chromium) {
  private static final Path PAGES = Path.of("../web-ui");
  private static final List<String> CHROMIUM =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** What this machine has; the test is skipped, and says so, where something is missing. */
  static Browser orSkip() {
    Optional<Path> node = onPath(List.of("node"));
    Optional<Path> chromium = onPath(CHROMIUM);
    List<String> missing = new ArrayList<>();
    if (node.isEmpty()) {
      missing.add("Node");
    }
    if (chromium.isEmpty()) {
      missing.add("Chromium (any of " + String.join(", ", CHROMIUM) + ")");
    }
    if (!Files.isDirectory(PAGES.resolve("node_modules/playwright-core"))
        || Browser.class.getResource("/web-ui/index.html") == null) {
      missing.add("the pages, which this build has left out");
    }
    if (!missing.isEmpty()) {
      String message = "SKIPPED, the pages were not tried: no " + String.join(", no ", missing);
      System.err.println(message);
      abort(message);
    }
    return new Browser(node.orElseThrow(), chromium.orElseThrow());
  }

  /** Starts to use the pages. Profile and log go to a folder of the test. */
  PageScript use(URI server, Path folder, Path screenshots) throws IOException {
    List<String> command =
        List.of(
            node.toString(),
            "e2e/pages.mjs",
            "--server=" + server,
            "--executable=" + chromium,
            "--profile=" + Files.createDirectories(folder.resolve("profile")),
            "--screenshots=" + screenshots.toAbsolutePath());
    Path log = folder.resolve("pages.log");
    return new PageScript(
        new ProcessBuilder(command)
            .directory(PAGES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start(),
        log);
  }

  private static Optional<Path> onPath(List<String> names) {
    List<Path> folders =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
