package io.cellsearch.benchmarks.cells;

import io.cellsearch.benchmarks.run.JsonOption;
import io.cellsearch.cells.CellLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times cells on both sides in alternation and prints medians and ratios. */
@Command(
    name = "cells",
    mixinStandardHelpOptions = true,
    description = {
      "Steps of training (forwards, backwards, Adam; one thread) of Cellsearch and PyTorch in"
          + " alternation. The ratio is PyTorch's time over ours."
    })
public final class CellsBenchmark implements Callable<Integer> {
  @Option(
      names = "--cells",
      split = ",",
      description = "\"all\" for the whole library. Default: ${DEFAULT-VALUE}",
      defaultValue = "rnn-tanh,lstm,gru-reset-after,gru,lstm-peephole,lstm-cifg,mgu,mut1,sru,lem")
  private List<String> cells = List.of();

  @Option(names = "--cell", paramLabel = "FILE", description = "A cell of your own, ours alone.")
  private List<Path> files = List.of();

  @Option(
      names = "--workloads",
      split = ",",
      defaultValue = "W1,W2,W3",
      description = "Default: ${DEFAULT-VALUE}")
  private List<Workload> workloads = List.of();

  @Option(
      names = "--processes",
      defaultValue = "5",
      description = "Fresh processes of each side (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "Of each cell on each side, after warm-up (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description =
          "Seconds of each cell on our side, a tenth on the other"
              + " (default: ${DEFAULT-VALUE}).")
  private double warmUp;

  @Option(names = "--compile", description = "PyTorch with torch.compile instead of eager.")
  private boolean compile;

  @Mixin private SideOptions sides = new SideOptions();

  @Mixin private JsonOption json = new JsonOption();

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new CellsBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<String> names =
        cells.equals(List.of("all")) ? CellLibrary.standard().names() : List.copyOf(cells);
    Measurements measured = new Measurements();
    for (int round = 1; round <= processes; round++) {
      System.err.println("process " + round + " of " + processes);
      try (Comparison comparison = Comparison.start(ours(), theirs())) {
        measured.peak(comparison.peak());
        for (Workload workload : workloads) {
          for (String cell : names) {
            measured.add(comparison.time(workload, cell, warmUp, seconds));
          }
        }
      }
    }
    System.out.print(measured.table());
    json.write(measured.all());
    return 0;
  }

  private List<String> ours() {
    return sides.ours(CellSide.class, files.stream().map(Path::toString).toList());
  }

  private List<String> theirs() {
    return sides.theirs("cells.py", compile ? List.of("--compile") : List.of());
  }
}
