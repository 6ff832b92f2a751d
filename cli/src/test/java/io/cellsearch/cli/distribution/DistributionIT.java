package io.cellsearch.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does first with the archive. */
@Tag("cluster")
final class DistributionIT {
  @TempDir private static Path folder;
  private static Unpacked cellsearch;

  @BeforeAll
  static void unpack() throws Exception {
    cellsearch = Unpacked.into(folder);
  }

  @AfterAll
  static void end() {
    if (cellsearch != null) {
      cellsearch.close();
    }
  }

  private static Set<String> names(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void itHoldsTheProgramItsLegalTextsExamplesAndDeployments() throws Exception {
    assertThat(names(cellsearch.home()))
        .containsExactlyInAnyOrder(
            "bin",
            "lib",
            "docs",
            "experiments",
            "scripts",
            "LICENSE",
            "LICENSES",
            "NOTICE",
            "README.md");
    assertThat(names(cellsearch.home().resolve("LICENSES"))).contains("akka-2.8.5-LICENSE.txt");
    assertThat(names(cellsearch.home().resolve("scripts")))
        .containsExactlyInAnyOrder("certificates", "docker", "kubernetes", "slurm", "systemd");
  }

  @Test
  void nativeLibrariesAreThoseOfLinuxOnX8664Alone() throws Exception {
    assertThat(names(cellsearch.home().resolve("lib")))
        .noneMatch(name -> name.matches(".*(macosx|windows|android|ios|arm|ppc64).*"))
        .filteredOn(name -> name.contains("linux"))
        .allMatch(name -> name.endsWith("-linux-x86_64.jar"))
        .isNotEmpty();
  }

  @Test
  void helpListsTheCommands() throws Exception {
    Unpacked.Said said = cellsearch.run("--help");

    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("Usage: cellsearch", "coordinator", "worker", "submit");
  }

  @Test
  void theVersionIsTheOneOfTheBuild() throws Exception {
    assertThat(cellsearch.run("--version").out()).matches("(?s)cellsearch [0-9]+\\.[0-9]+.*");
  }

  @Test
  void cellsPrintsTheEquationsOfOne() throws Exception {
    Unpacked.Said said = cellsearch.run("cells", "lstm");

    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("cell lstm", "c' = f * c + i * g");
  }

  @Test
  void validateFindsTheDataOfAnExampleBesideIt() throws Exception {
    Unpacked.Said said =
        cellsearch.run("validate", cellsearch.home().resolve("experiments/co2.yaml").toString());

    assertThat(said.exit()).isZero();
    assertThat(said.out() + said.err()).contains("co2.yaml is sound");
  }

  @Test
  void runStartsItsProcessesFromTheSameLibraries() throws Exception {
    Unpacked.Said said =
        cellsearch.run(
            "run",
            cellsearch.home().resolve("experiments/co2.yaml").toString(),
            "--max-trials",
            "1",
            "--slots",
            "1",
            "--port",
            "0",
            "--format",
            "csv");

    assertThat(said.exit()).as(said.err()).isZero();
    // A header and the one trial.
    assertThat(said.out().lines()).hasSize(2);
  }

  @Test
  void aJavaThatIsTooOldIsNamedAsTheEnvironmentsFault() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/bin"));
    Files.copy(Path.of("/bin/true"), old.resolve("java"));
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Process process =
        new ProcessBuilder(launcherThatSeesOnly(old)).redirectErrorStream(true).start();

    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(said).contains("Java 17 or newer is needed");
  }

  /** In a namespace of the shell alone /usr/lib/jvm cannot be hidden, so the text names another. */
  private static String[] launcherThatSeesOnly(Path bin) throws Exception {
    Path copy = folder.resolve("launcher");
    Files.writeString(
        copy,
        Files.readString(cellsearch.home().resolve("bin/cellsearch"))
            .replace("/usr/lib/jvm", "/nowhere"));
    String path = bin + ":" + toolsOnly();
    return new String[] {"env", "-i", "PATH=" + path, "/bin/sh", copy.toString(), "--help"};
  }

  private static Path toolsOnly() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : new String[] {"sed", "dirname", "readlink"}) {
      Path copy = tools.resolve(tool);
      if (!Files.exists(copy)) {
        Files.copy(Path.of("/usr/bin", tool), copy);
      }
    }
    return tools;
  }
}
