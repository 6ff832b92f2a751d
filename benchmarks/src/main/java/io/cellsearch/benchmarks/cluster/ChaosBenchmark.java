package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills, stalls and restarts the product's processes, and looks whether anything was lost. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "An experiment on a coordinator and three workers while a seeded killer kills -9, stops or",
      "restarts one of their processes every few seconds. Exits 1 when a trial is not terminal, a",
      "report is there twice, an acknowledged one is missing, or anything differs from what an",
      "undisturbed run finds."
    })
public final class ChaosBenchmark implements Callable<Integer> {
  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = "That the killer is at work (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Mixin private Rounds rounds = new Rounds();

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ChaosBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    Path base = Files.createTempDirectory("cellsearch-chaos");
    Duration duration = Duration.ofSeconds(seconds);
    boolean sound =
        rounds.run(
            home,
            base,
            Site.LOOPBACK,
            seed -> Killer.of(Strike.plan(seed, ChaosRound.WORKERS, duration)));
    return sound ? 0 : 1;
  }
}
