package io.cellsearch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cli.exit.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class MainTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream oldOut = System.out;
  private final PrintStream oldErr = System.err;

  @BeforeEach
  void redirect() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(oldOut);
    System.setErr(oldErr);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void cellsPrintsTheLibraryWithCounts() {
    assertThat(Main.run("cells", "--inputs", "5", "--units", "7")).isZero();

    assertThat(out().lines().filter(line -> line.startsWith("lstm ")).findFirst().orElseThrow())
        .contains("364"); // 4 · 7 · (5 + 7 + 1)
  }

  @Test
  void aCellThatTheUnitsDoNotSuitHasNoCount() {
    assertThat(Main.run("cells", "--units", "7")).isZero();
    assertThat(
            out().lines().filter(line -> line.startsWith("clockwork ")).findFirst().orElseThrow())
        .containsPattern("h +- +Koutnik");

    assertThat(Main.run("cells", "clockwork", "--units", "7")).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err()).contains("units of clockwork are divisible by its 4 groups, but are 7");
  }

  @Test
  void aCellThatReadsTheLayerBelowTellsItsCountThere() {
    assertThat(Main.run("cells", "depth-gated", "--inputs", "5", "--units", "7")).isZero();

    // lstm in the first layer; above it 4 · 7 · (7 + 7 + 1) + 7 · 7 + 3 · 7
    assertThat(out()).containsPattern("in all +364").contains("above another layer: 490");
  }

  @Test
  void aCellPrintsItsEquationsAndParameters() {
    assertThat(Main.run("cells", "mgu")).isZero();

    assertThat(out()).contains("h' = (1 - f) * h + f * m").contains("m.U.f * h");
  }

  @Test
  void anUnknownCellIsWrongInput() {
    assertThat(Main.run("cells", "lsmt")).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err()).contains("no cell lsmt; there are rnn-tanh, ");
    assertThat(out()).isEmpty();
  }

  @Test
  void aSoundExperimentFileIsValid() {
    assertThat(Main.run("validate", "../experiments/co2.yaml")).isZero();

    assertThat(err()).contains("co2.yaml is sound");
  }

  @Test
  void everyProblemOfAFileAndOfItsDataIsReportedWithoutAStackTrace() throws IOException {
    Files.writeString(folder.resolve("x.csv"), "day,level\n1,2\n2,oops\n");
    Path spec = folder.resolve("x.yaml");
    Files.writeString(
        spec,
        """
        task:
          type: forecast
          data: {file: x.csv, time: day, targets: [level]}
          window: 1
        modle: {units: 8}
        """);

    assertThat(Main.run("validate", spec.toString())).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err()).contains("modle").contains("did you mean model").doesNotContain("\tat ");
  }

  @Test
  void aMissingFileIsWrongInput() {
    assertThat(Main.run("validate", "nowhere.yaml")).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err()).contains("cannot read the experiment file nowhere.yaml");
  }

  @Test
  void withoutACoordinatorTheEnvironmentIsNotAble() {
    // Port 1 of loopback: nobody listens there.
    assertThat(Main.run("experiments", "--server", "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.ENVIRONMENT);

    assertThat(err()).contains("no coordinator answers at http://127.0.0.1:1");
  }

  @Test
  void anUnknownCommandNamesTheNearest() {
    assertThat(Main.run("leaderbord")).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err()).contains("leaderboard");
  }

  @Test
  void aCoordinatorThatOthersCanReachNeedsCertificates() {
    assertThat(Main.run("coordinator", "--state", folder.toString(), "--bind", "0.0.0.0"))
        .isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err()).contains("--key-store");
  }

  @Test
  void aWorkerNeedsAnAddressToJoin() {
    assertThat(Main.run("worker", "--join", "nowhere")).isEqualTo(ExitCode.WRONG_INPUT);

    assertThat(err()).contains("HOST:PORT").contains("nowhere");
  }

  @Test
  void aPlanCountsTheEpochsOfEachRungAndTellsTheMemoryOfTrials() {
    assertThat(
            Main.run(
                "plan", "../experiments/co2.yaml", "--slots", "2", "--state", folder.toString()))
        .isZero();

    // Rungs of 1, 3 and 9 epochs, the end after 27, and the sum; then the memory of trials.
    assertThat(out().lines().map(line -> line.split(" ")[0]))
        .containsExactly("end", "1", "3", "9", "27", "all", "", "trial", "typical", "largest");
  }

  @Test
  void aPlanOfALadderTellsItsResumesAndItsTime() throws IOException {
    Path spec = ladder("{max_trials: 100}");

    String[] plan = {"plan", spec.toString(), "--slots", "2", "--state", folder.toString()};
    assertThat(Main.run(append(plan, "--seconds-per-epoch", "0.5"))).isZero();

    // The default's rungs, up to the default's 27 epochs.
    assertThat(out().lines().map(line -> line.split(" ")[0]))
        .startsWith("end", "1", "2", "4", "8", "16", "27", "all", "");
    assertThat(err()).contains("goes on from the checkpoint").contains("At 0.500 s an epoch");
  }

  @Test
  void aPlanNeedsToKnowHowLongAnEpochTakesWhereOnlyTimeIsTheBound() throws IOException {
    Path spec = ladder("{max_trials: unlimited, max_duration: 1m}");

    String[] plan = {"plan", spec.toString(), "--slots", "2", "--state", folder.toString()};
    assertThat(Main.run(plan)).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(err()).contains("--seconds-per-epoch");
    assertThat(Main.run(append(plan, "--seconds-per-epoch", "0.5"))).isZero();
    // 120 epochs of mean speed on each of two slots.
    assertThat(err()).contains("that is about 60 s");
  }

  private static String[] append(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  private Path ladder(String limits) throws IOException {
    Files.copy(Path.of("../experiments/co2.csv"), folder.resolve("co2.csv"));
    return Files.writeString(
        folder.resolve("ladder.yaml"),
        """
        task:
          type: forecast
          data: {file: co2.csv, time: date, time_format: yyyyMMdd, targets: [co2], missing: interpolate}
          window: 26
          horizon: 12
        limits: %s
        """
            .formatted(limits));
  }
}
