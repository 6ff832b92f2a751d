package io.cellsearch.benchmarks.cluster;

import io.cellsearch.benchmarks.run.Folders;
import io.cellsearch.benchmarks.run.JsonOption;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rounds of consecutive seeds, each compared with a run that nobody disturbs. */
final class Rounds {
  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "Rounds of consecutive seeds (default: ${DEFAULT-VALUE}).")
  private int rounds;

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
      int staleReports,
      int acknowledged,
      List<String> done,
      List<String> violations) {}

  /**
   * Runs and prints them.
   *
   * @param base an empty folder, which is deleted when nothing in it is worth a look
   * @param disturbances what each seed does to the product
   * @return whether all came to what the undisturbed run comes to
   */
  boolean run(Path home, Path base, Site site, LongFunction<Disturbance> disturbances)
      throws IOException, InterruptedException, SQLException {
    SmallExperiment experiment = new SmallExperiment(trials, epochs);
    ChaosRound.Result undisturbed =
        new ChaosRound(home, base.resolve("undisturbed"), experiment, site).run(Disturbance.NONE);
    if (!undisturbed.troubles().isEmpty()) {
      throw new IOException("undisturbed: " + undisturbed.troubles() + ", see " + base);
    }
    System.out.printf(
        Locale.ROOT, "undisturbed: %d trials in %.0f s%n", trials, undisturbed.seconds());
    List<Figures> all = new ArrayList<>();
    boolean sound = true;
    for (long each = seed; each < seed + rounds; each++) {
      Path folder = base.resolve("seed-" + each);
      ChaosRound round = new ChaosRound(home, folder, experiment, site);
      Figures figures = figures(each, round.run(disturbances.apply(each)), undisturbed.outcome());
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
    return sound;
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
        result.staleReports(),
        result.outcome().acknowledged().size(),
        result.done(),
        violations);
  }

  private static void print(Figures figures) {
    figures.done().forEach(line -> System.out.println("  " + line));
    System.out.printf(
        Locale.ROOT,
        "seed %d: %.0f s, of which %.0f s after all that; %d terms, %d attempts, %,d reports,"
            + " %,d known to be acknowledged, %,d late ones refused; %d violations%n",
        figures.seed(),
        figures.seconds(),
        figures.secondsAfter(),
        figures.terms(),
        figures.attempts(),
        figures.reports(),
        figures.acknowledged(),
        figures.staleReports(),
        figures.violations().size());
    figures.violations().forEach(violation -> System.out.println("  VIOLATION " + violation));
  }
}
