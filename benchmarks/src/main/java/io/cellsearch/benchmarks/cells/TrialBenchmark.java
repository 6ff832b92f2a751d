package io.cellsearch.benchmarks.cells;

import io.cellsearch.benchmarks.run.Folders;
import io.cellsearch.benchmarks.run.JsonOption;
import io.cellsearch.coordinator.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times whole trials on piano rolls on both sides in alternation, and two of ours side by side. */
@Command(
    name = "trial",
    mixinStandardHelpOptions = true,
    description = {
      "Whole trials, from the assignment to the result, in a runner that is warm and in a PyTorch"
          + " script in alternation, one thread each; then two of ours at a time on two threads."
    })
public final class TrialBenchmark implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Piano rolls: {\"train\": [...], \"valid\": [...], \"test\": [...]}.")
  private Path data = Path.of("");

  @Option(
      names = "--cells",
      split = ",",
      defaultValue = "lstm,lstm-cifg,mgu",
      description = "Default: ${DEFAULT-VALUE}")
  private List<String> cells = List.of();

  @Option(names = "--units", defaultValue = "128", description = "Default: ${DEFAULT-VALUE}")
  private int units;

  @Option(names = "--batch", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--epochs", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}")
  private int epochs;

  @Option(
      names = "--trials",
      defaultValue = "5",
      description = "Of each cell on each side, after one to warm up (default: ${DEFAULT-VALUE}).")
  private int trials;

  @Mixin private SideOptions sides = new SideOptions();

  @Mixin private JsonOption json = new JsonOption();

  /**
   * A cell's medians in seconds.
   *
   * @param first our first trial of this cell, which the medians leave out
   * @param ratio PyTorch's time over ours; NaN without PyTorch
   * @param scaling twice the time of one trial over that of two side by side; NaN on one core
   */
  record Row(
      String cell,
      double first,
      double ours,
      double theirs,
      double ratio,
      double scaling,
      double ourLoss,
      double theirLoss) {}

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new TrialBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path blobs = Files.createTempDirectory("cellsearch-trial");
    String name = Sha256.of(Files.readAllBytes(data)).value();
    Files.copy(data, blobs.resolve(name));
    List<Row> rows = new ArrayList<>();
    List<String> theirs = sides.theirs("trial.py", List.of(data.toString()));
    try (TrialRunner runner = TrialRunner.start(sides, blobs, 2);
        @Nullable Side other = theirs.isEmpty() ? null : Side.start(theirs)) {
      System.out.printf(
          "%-16s %8s %8s %9s %7s %8s %9s %9s%n",
          "cell", "first s", "ours s", "PyTorch s", "ratio", "two", "our loss", "its loss");
      for (String cell : cells) {
        Row row = time(cell, name, runner, Optional.ofNullable(other));
        rows.add(row);
        print(row);
      }
    } finally {
      Folders.delete(blobs);
    }
    json.write(rows);
    return 0;
  }

  private Row time(String cell, String name, TrialRunner runner, Optional<Side> other)
      throws IOException {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> pairs = new ArrayList<>();
    double ourLoss = Double.NaN;
    double theirLoss = Double.NaN;
    for (int round = 0; round <= trials; round++) {
      int number = 1 + 2 * round;
      ours.add(runner.run(name, List.of(trial(cell, number))));
      ourLoss = runner.bestLoss();
      if (other.isPresent()) {
        String[] answer = other.get().ask(trial(cell, number).line()).split(" ", -1);
        theirs.add(Double.parseDouble(answer[0]));
        theirLoss = Double.parseDouble(answer[1]);
      }
      if (!sides.pinned()) {
        pairs.add(runner.run(name, List.of(trial(cell, number), trial(cell, number + 1))));
      }
    }
    double our = median(ours);
    double their = median(theirs);
    return new Row(
        cell, ours.get(0), our, their, their / our, 2 * our / median(pairs), ourLoss, theirLoss);
  }

  /** Without the first, which warms up. */
  private static double median(List<Double> seconds) {
    return seconds.isEmpty() ? Double.NaN : Comparison.median(seconds.subList(1, seconds.size()));
  }

  private ChoraleTrial trial(String cell, int number) {
    return new ChoraleTrial(cell, units, batch, epochs, number);
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-16s %8.3f %8.3f %9.3f %7.2f %8.2f %9.4f %9.4f%n",
        row.cell(),
        row.first(),
        row.ours(),
        row.theirs(),
        row.ratio(),
        row.scaling(),
        row.ourLoss(),
        row.theirLoss());
  }
}
