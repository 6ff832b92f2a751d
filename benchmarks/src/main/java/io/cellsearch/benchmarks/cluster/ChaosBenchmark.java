package io.cellsearch.benchmarks.cluster;

import io.cellsearch.benchmarks.run.Folders;
import io.cellsearch.benchmarks.run.JsonOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "Rounds of consecutive seeds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = "That the killer is at work (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--trials", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}")
  private int trials;

  @Option(
      names = "--epochs",
      defaultValue = "30",
      description = "Of each trial (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private JsonOption json = new JsonOption();

  @Option(names = "--keep", description = "Keeps the folders of all rounds, not of bad ones alone.")
  private boolean keep;

  private record Figures(
      long seed,
      double seconds,
      double secondsAfter,
      long terms,
      long attempts,
      int reports,
      int acknowledged,
      List<String> strikes,
      List<String> violations) {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ChaosBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    Path base = Files.createTempDirectory("cellsearch-chaos");
    SmallExperiment experiment = new SmallExperiment(trials, epochs);
    ChaosRound.Result undisturbed =
        new ChaosRound(home, base.resolve("undisturbed"), experiment).run(List.of());
    System.out.printf(
        Locale.ROOT, "undisturbed: %d trials in %.0f s%n", trials, undisturbed.seconds());
    List<Figures> all = new ArrayList<>();
    boolean sound = true;
    for (long each = seed; each < seed + rounds; each++) {
      Path folder = base.resolve("seed-" + each);
      List<Strike> plan = Strike.plan(each, ChaosRound.WORKERS, Duration.ofSeconds(seconds));
      Figures figures =
          figures(each, new ChaosRound(home, folder, experiment).run(plan), undisturbed.outcome());
      print(figures);
      all.add(figures);
      sound &= figures.violations().isEmpty();
      if (figures.violations().isEmpty() && !keep) {
        Folders.delete(folder);
      }
    }
    json.write(all);
    if (sound && !keep) {
      Folders.delete(base);
    } else {
      System.out.println("states and logs are in " + base);
    }
    return sound ? 0 : 1;
  }

  private static Figures figures(long seed, ChaosRound.Result result, Outcome undisturbed) {
    List<String> violations = new ArrayList<>(result.troubles());
    violations.addAll(result.outcome().violations(undisturbed));
    return new Figures(
        seed,
        result.seconds(),
        result.secondsAfter(),
        result.outcome().tables().terms(),
        result.outcome().tables().attempts(),
        result.outcome().tables().reports().size(),
        result.outcome().acknowledged().size(),
        result.strikes(),
        violations);
  }

  private static void print(Figures figures) {
    figures.strikes().forEach(strike -> System.out.println("  " + strike));
    System.out.printf(
        Locale.ROOT,
        "seed %d: %.0f s, of which %.0f s after the last strike; %d terms, %d attempts, %,d reports,"
            + " %,d known to be acknowledged; %d violations%n",
        figures.seed(),
        figures.seconds(),
        figures.secondsAfter(),
        figures.terms(),
        figures.attempts(),
        figures.reports(),
        figures.acknowledged(),
        figures.violations().size());
    figures.violations().forEach(violation -> System.out.println("  VIOLATION " + violation));
  }
}
