package io.cellsearch.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.TrialState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches the minimum of functions, ours and Optuna's TPE, and prints the regret of both. */
@Command(
    name = "functions",
    mixinStandardHelpOptions = true,
    description = "The regret of searches on functions without learning curves.")
public final class FunctionsBenchmark implements Callable<Integer> {
  @Option(names = "--seeds", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}")
  private int seeds;

  @Option(names = "--trials", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}")
  private int trials;

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "A Python that has optuna 5 (default: ${DEFAULT-VALUE}); \"none\": ours alone.")
  private String python = "python3";

  /** Our searches by name; a ladder of trials of a single epoch has one rung and never pauses. */
  private static final Map<String, LongFunction<SearchSettings>> OURS =
      new TreeMap<>(
          Map.of(
              "ladder (the default)",
              seed -> new SearchSettings.Ladder(seed, SearchSettings.Ladder.Model.GP, 1, 3),
              "tpe",
              seed -> new SearchSettings.Tpe(seed, 10, 24),
              "random",
              SearchSettings.Random::new));

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new FunctionsBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Map<AnalyticFunction, double[][]> optuna = python.equals("none") ? Map.of() : optuna();
    System.out.println(
        "| function | search | log10 regret at the end | mean log10 regret | Optuna's TPE, more (end; mean) |");
    System.out.println("|---|---|--:|--:|--:|");
    for (AnalyticFunction function : AnalyticFunction.values()) {
      Optional<double[][]> theirs = Optional.ofNullable(optuna.get(function));
      theirs.ifPresent(values -> print(function, "Optuna TPE", values, Optional.empty()));
      for (var each : OURS.entrySet()) {
        double[][] values =
            IntStream.range(0, seeds)
                .mapToObj(seed -> search(function, each.getValue().apply(seed)))
                .toArray(double[][]::new);
        print(function, each.getKey(), values, theirs);
      }
    }
    return 0;
  }

  private Map<AnalyticFunction, double[][]> optuna() throws IOException {
    Path program =
        Path.of(
            System.getProperty("cellsearch.home", "."),
            "benchmarks/src/main/python/optuna_functions.py");
    List<String> command =
        List.of(python, program.toString(), "--seeds", "" + seeds, "--trials", "" + trials);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<AnalyticFunction, double[][]> values = new EnumMap<>(AnalyticFunction.class);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode run = new ObjectMapper().readTree(line);
        AnalyticFunction function =
            Arrays.stream(AnalyticFunction.values())
                .filter(each -> each.key().equals(run.get("function").textValue()))
                .findFirst()
                .orElseThrow();
        values
                .computeIfAbsent(function, unused -> new double[seeds][])[
                run.get("seed").intValue()] =
            IntStream.range(0, trials)
                .mapToDouble(i -> run.get("values").get(i).doubleValue())
                .toArray();
      }
    }
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("no runs from " + String.join(" ", command));
    }
    return values;
  }

  /** The value of each trial, one trial at a time. */
  private double[] search(AnalyticFunction function, SearchSettings settings) {
    Search search =
        Search.create(
            Experiments.of(
                function.space(), settings, new StoppingSettings.None(), Goal.MINIMIZE, trials));
    double[] values = new double[trials];
    for (int i = 0; i < trials; i++) {
      SearchAction.Start start =
          (SearchAction.Start) search.on(new SearchEvent.TrialRequested()).get(0);
      values[i] = function.value(start.configuration());
      search.on(new SearchEvent.Reported(start.trial(), 1, values[i]));
      search.on(new SearchEvent.Ended(start.trial(), TrialState.COMPLETED));
    }
    return values;
  }

  private static void print(
      AnalyticFunction function, String name, double[][] values, Optional<double[][]> theirs) {
    System.out.printf(
        "| %s | %s | %s | %s | %s |%n",
        function.key(),
        name,
        Paired.of(ends(function, values)).text(),
        Paired.of(means(function, values)).text(),
        theirs
            .map(
                their ->
                    Paired.difference(ends(function, their), ends(function, values)).text()
                        + "; "
                        + Paired.difference(means(function, their), means(function, values)).text())
            .orElse(""));
  }

  private static double[] ends(AnalyticFunction function, double[][] values) {
    return Arrays.stream(values)
        .mapToDouble(run -> logRegrets(function, run)[run.length - 1])
        .toArray();
  }

  private static double[] means(AnalyticFunction function, double[][] values) {
    return Arrays.stream(values)
        .mapToDouble(run -> Arrays.stream(logRegrets(function, run)).average().orElseThrow())
        .toArray();
  }

  /** log10 of the lowest value so far less the least, floored at 1e-9. */
  private static double[] logRegrets(AnalyticFunction function, double[] values) {
    double[] regrets = new double[values.length];
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < regrets.length; i++) {
      lowest = Math.min(lowest, values[i]);
      regrets[i] = Math.log10(Math.max(lowest - function.least(), 1e-9));
    }
    return regrets;
  }
}
