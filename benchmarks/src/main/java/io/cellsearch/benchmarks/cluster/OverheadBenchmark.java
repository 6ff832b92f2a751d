package io.cellsearch.benchmarks.cluster;

import io.cellsearch.benchmarks.run.Folders;
import io.cellsearch.benchmarks.run.JsonOption;
import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.cli.process.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a trial costs beside its training. */
@Command(
    name = "overhead",
    mixinStandardHelpOptions = true,
    description = {
      "Trials that only wait, on one worker process with many slots and a coordinator process, with",
      "the JVMs that `run` starts for them: the time from the first start to the last end, beside",
      "the least that is possible. Twice: on nodes that have just begun, and again on the same nodes.",
      "Exits 1 when the second time is more than 5 % longer than the least, or would be 2 % longer for",
      "trials of a second; the first is told beside it."
    })
public final class OverheadBenchmark implements Callable<Integer> {
  private static final double TARGET = 1.05;
  private static final double TARGET_OF_A_SECOND = 1.02;

  @Option(names = "--trials", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}")
  private int trials;

  @Option(names = "--slots", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}")
  private int slots;

  @Option(
      names = "--millis",
      defaultValue = "100",
      description = "Of each trial (default: ${DEFAULT-VALUE}).")
  private int millis;

  @Mixin private JsonOption json = new JsonOption();

  /** Both times. */
  private record Report(Figures fromAColdStart, Figures onRunningNodes) {}

  private record Figures(
      int trials,
      int slots,
      int millis,
      double seconds,
      double leastSeconds,
      double overheadMillis,
      double share,
      double shareOfASecond) {

    boolean holds() {
      return share <= TARGET && shareOfASecond <= TARGET_OF_A_SECOND;
    }
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new OverheadBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("cellsearch-overhead");
    Path file = new SmallExperiment(trials, 1).write(home, folder);
    Report report;
    try (Product product = new Product(home, folder, LocalCluster.SMALL_JVM);
        ProductNode worker = worker(product, folder)) {
      product.start();
      worker.start();
      String first = run(product.client(), file, folder);
      String second = run(product.client(), file, folder);
      product.endCoordinator();
      report =
          new Report(
              figures(seconds(product.state(), first)), figures(seconds(product.state(), second)));
    }
    print("from a cold start", report.fromAColdStart());
    print("on running nodes", report.onRunningNodes());
    json.write(report);
    Folders.delete(folder);
    return report.onRunningNodes().holds() ? 0 : 1;
  }

  private static String run(ApiClient client, Path file, Path folder)
      throws IOException, InterruptedException {
    String id = ChaosRound.submit(client, LocalSpec.read(file));
    List<String> troubles = new ArrayList<>();
    ChaosRound.awaitEnd(client, id, troubles);
    if (!troubles.isEmpty()) {
      throw new IOException(troubles + ", see " + folder);
    }
    return id;
  }

  private ProductNode worker(Product product, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LocalCluster.SMALL_JVM);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            DelayWorker.class.getName(),
            product.join(),
            Integer.toString(slots),
            folder.resolve("delay-worker").toString(),
            Integer.toString(millis)));
    return new ProductNode("delay-worker", command, folder.resolve("delay-worker.log"));
  }

  /** From the first start to the last end, by the coordinator's clock. */
  private static double seconds(Path state, String experiment) throws SQLException {
    String query =
        """
        SELECT CAST(EXTRACT(EPOCH FROM MAX(ended_at)) - EXTRACT(EPOCH FROM MIN(started_at))
          AS DOUBLE PRECISION)
        FROM attempts WHERE kind = 'TRAIN' AND experiment = ?""";
    try (Connection connection = DriverManager.getConnection(Tables.url(state), "sa", "");
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, experiment);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getDouble(1);
      }
    }
  }

  private Figures figures(double seconds) {
    double rounds = (double) trials / slots;
    double least = rounds * millis / 1e3;
    double overhead = (seconds - least) / rounds;
    return new Figures(
        trials, slots, millis, seconds, least, 1e3 * overhead, seconds / least, 1 + overhead);
  }

  private static void print(String when, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d trials of %d ms on %d slots: %.1f s, at least %.1f s: %.1f %% over (at most 5); %.2f ms"
            + " a trial, for trials of a second %.2f %% (at most 2)%n",
        when,
        figures.trials(),
        figures.millis(),
        figures.slots(),
        figures.seconds(),
        figures.leastSeconds(),
        100 * (figures.share() - 1),
        figures.overheadMillis(),
        100 * (figures.shareOfASecond() - 1));
  }
}
