package io.cellsearch.benchmarks.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs searches on tables of learning curves and prints their regret, ours and Optuna's. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Searches on tables of recorded learning curves in virtual time, paired by seed:"
          + " our own search, event by event, and Optuna's."
    })
public final class SearchBenchmark implements Callable<Integer> {
  /** Optuna's runs are of at least this budget, so that those that are kept serve smaller ones. */
  private static final int KEPT_BUDGET = 2000;

  @Option(names = "--tables", required = true, paramLabel = "DIR", description = "*.json.gz files.")
  private Path tables = Path.of(".");

  @Option(names = "--seeds", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}")
  private int seeds;

  @Option(names = "--workers", split = ",", defaultValue = "1,8", description = "Default: 1,8")
  private List<Integer> workers = List.of();

  @Option(
      names = "--budget",
      split = ",",
      defaultValue = "500,2000",
      description = "Evaluations (default: ${DEFAULT-VALUE}).")
  private List<Integer> budgets = List.of();

  @Option(
      names = "--methods",
      split = ",",
      defaultValue = "ladder,random-asha,optuna-tpe-sha-2-3,optuna-tpe-sha-1-4",
      description = "The first is compared with each other (default: ${DEFAULT-VALUE}).")
  private List<String> methods = List.of();

  @Option(
      names = "--python",
      defaultValue = "python3",
      description =
          "A Python that has optuna 5 (default: ${DEFAULT-VALUE}); \"none\" uses kept runs alone.")
  private String python = "python3";

  @Option(
      names = "--kept",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.cache/cellsearch/optuna",
      description = "Where Optuna's runs are kept (default: ${DEFAULT-VALUE}).")
  private Path kept = Path.of(".");

  @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
  private @Nullable Path json;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draws the curves there, as SVG.")
  private @Nullable Path plot;

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new SearchBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  /** The seed of a run: of one method as of another, and different on each table. */
  static long seed(CurveTable table, int seed) {
    CRC32 hash = new CRC32();
    hash.update((table.name() + "/" + seed).getBytes(StandardCharsets.UTF_8));
    return hash.getValue();
  }

  @Override
  public Integer call() throws IOException {
    List<Method> compared = methods.stream().map(Method::of).toList();
    Results results = new Results(CurveTable.folder(tables), seeds);
    int budget = Collections.max(budgets);
    OptunaRuns optuna = new OptunaRuns(kept);
    List<String> theirs =
        compared.stream().filter(method -> method.ours().isEmpty()).map(Method::key).toList();
    if (!theirs.isEmpty() && !python.equals("none")) {
      optuna.fill(command(theirs, Math.max(budget, KEPT_BUDGET)));
    }
    for (Method method : compared) {
      for (int worker : workers) {
        run(results, optuna, method, worker, budget);
        System.err.println(method.key() + ", workers: " + worker);
      }
    }
    Report report = new Report(results, compared, workers, budgets);
    System.out.print(report.markdown());
    if (json != null) {
      report.write(json);
    }
    if (plot != null) {
      Files.writeString(plot, new RegretPlot(results, compared, workers).svg(budgets));
    }
    return 0;
  }

  private List<String> command(List<String> theirs, int budget) {
    Path program =
        Path.of(
            System.getProperty("cellsearch.home", "."),
            "benchmarks/src/main/python/optuna_curves.py");
    List<String> command = new ArrayList<>(List.of(python, program.toString()));
    command.addAll(List.of("--tables", tables.toString(), "--cache", kept.toString()));
    command.addAll(List.of("--budget", "" + budget, "--seeds", "" + seeds, "--workers"));
    workers.forEach(each -> command.add(Integer.toString(each)));
    command.add("--methods");
    command.addAll(theirs);
    return command;
  }

  private void run(Results results, OptunaRuns optuna, Method method, int worker, int budget)
      throws IOException {
    for (CurveTable table : results.tables()) {
      if (method.ours().isEmpty()) {
        for (int seed = 0; seed < seeds; seed++) {
          results.add(
              method,
              worker,
              table,
              seed,
              optuna.read(method, table, worker, Math.max(budget, KEPT_BUDGET), seed));
        }
        continue;
      }
      Method.Ours ours = method.ours().get();
      List<TableRun.Outcome> outcomes =
          IntStream.range(0, seeds)
              .parallel()
              .mapToObj(seed -> TableRun.run(table, ours, worker, budget, seed(table, seed)))
              .collect(Collectors.toList());
      IntStream.range(0, seeds)
          .forEach(seed -> results.add(method, worker, table, seed, outcomes.get(seed)));
    }
  }
}
