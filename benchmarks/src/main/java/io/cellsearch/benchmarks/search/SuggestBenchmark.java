package io.cellsearch.benchmarks.search;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.SearchSettings.Ladder.Model;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times a suggestion after many trials of ten parameters, ours and Optuna's TPE. */
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    description = "Milliseconds of a suggestion after so many trials of one epoch.")
public final class SuggestBenchmark implements Callable<Integer> {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Six real ones, of which three on a log scale, two whole ones, two choices. */
  private static final SearchSpace TEN =
      Experiments.lasting(
          List.of(
              real("a", 0, 1, Scale.LINEAR),
              real("b", -5, 5, Scale.LINEAR),
              real("c", 0, 100, Scale.LINEAR),
              real("d", 1e-5, 1e-1, Scale.LOG),
              real("e", 1e-3, 10, Scale.LOG),
              real("f", 1e-6, 1, Scale.LOG),
              Parameter.of("g", new Domain.IntRange(16, 512, Scale.LOG, 1)),
              Parameter.of("h", new Domain.IntRange(1, 64, Scale.LINEAR, 1)),
              choice("i", 3),
              choice("j", 5)),
          50);

  @Option(
      names = "--trials",
      split = ",",
      defaultValue = "100,1000,10000",
      description = "Default: ${DEFAULT-VALUE}")
  private List<Integer> trials = List.of();

  @Option(
      names = "--measured",
      defaultValue = "100",
      description = "Suggestions, after as many that warm up (default: ${DEFAULT-VALUE}).")
  private int measured;

  @Option(
      names = "--python",
      defaultValue = "python3",
      description = "A Python that has optuna 5 (default: ${DEFAULT-VALUE}); \"none\": ours alone.")
  private String python = "python3";

  private record Figures(double median, double high, double medianByClock, double megabytes) {}

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new SuggestBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  private static Parameter real(String path, double min, double max, Scale scale) {
    return Parameter.of(path, new Domain.RealRange(min, max, scale, OptionalDouble.empty()));
  }

  private static Parameter choice(String path, int values) {
    return Parameter.of(
        path,
        new Domain.Choice(
            IntStream.range(0, values)
                .<ParameterValue>mapToObj(i -> new ParameterValue.Text("v" + i))
                .toList()));
  }

  @Override
  public Integer call() throws IOException {
    System.out.println(
        "| search | trials | median ms | 95 % | median by the clock | MB of the search |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    for (int count : trials) {
      print("ladder", count, measure(new SearchSettings.Ladder(1, Model.GP, 1, 3), count));
      print("tpe", count, measure(new SearchSettings.Tpe(1, 10, 24), count));
    }
    if (!python.equals("none")) {
      optuna();
    }
    return 0;
  }

  private static void print(String name, int count, Figures figures) {
    System.out.printf(
        "| %s | %,d | %.2f | %.2f | %.2f | %.1f |%n",
        name,
        count,
        figures.median(),
        figures.high(),
        figures.medianByClock(),
        figures.megabytes());
  }

  private Figures measure(SearchSettings settings, int count) {
    long before = used();
    Search search =
        Search.create(
            Experiments.of(
                TEN,
                settings,
                new StoppingSettings.None(),
                Goal.MINIMIZE,
                count + 2 * measured + 1));
    SplittableRandom losses = new SplittableRandom(7);
    List<Double> own = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    for (int started = 0; started < count + 2 * measured; ) {
      long ownBegin = THREADS.getCurrentThreadCpuTime();
      long wallBegin = System.nanoTime();
      SearchAction action = search.on(new SearchEvent.TrialRequested()).get(0);
      if (action instanceof SearchAction.Start start) {
        started++;
        if (started > count + measured) {
          own.add((THREADS.getCurrentThreadCpuTime() - ownBegin) / 1e6);
          wall.add((System.nanoTime() - wallBegin) / 1e6);
        }
        train(search, start.trial(), 1, start.target(), losses);
      } else if (action instanceof SearchAction.Promote promote) {
        train(search, promote.trial(), promote.target(), promote.target(), losses);
      }
    }
    double megabytes = (used() - before) / 1e6;
    Reference.reachabilityFence(search);
    return new Figures(quantile(own, 0.5), quantile(own, 0.95), quantile(wall, 0.5), megabytes);
  }

  /** Reports epochs until the trial pauses or ends. */
  private static void train(Search search, int trial, int from, int to, SplittableRandom losses) {
    for (int epoch = from; epoch <= to; epoch++) {
      search.on(new SearchEvent.Reported(trial, epoch, losses.nextDouble() / epoch));
    }
    if (to == 50) {
      search.on(new SearchEvent.Ended(trial, TrialState.COMPLETED));
    }
  }

  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) (share * (sorted.length - 1))];
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void optuna() throws IOException {
    Path program =
        Path.of(
            System.getProperty("cellsearch.home", "."),
            "benchmarks/src/main/python/optuna_suggest.py");
    List<String> command = new ArrayList<>(List.of(python, program.toString(), "--trials"));
    trials.forEach(count -> command.add(Integer.toString(count)));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("no figures from " + String.join(" ", command));
    }
  }
}
