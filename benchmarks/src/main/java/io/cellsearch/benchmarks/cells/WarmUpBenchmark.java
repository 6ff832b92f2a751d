package io.cellsearch.benchmarks.cells;

import io.cellsearch.benchmarks.run.JsonOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a cell that a process has never seen takes to its first batch and to full speed. */
@Command(
    name = "warm-up",
    mixinStandardHelpOptions = true,
    description = {
      "In one process after the other: the time from the order to train a cell that the process has"
          + " not seen before to the end of its first batch, and to steps at full speed. Every"
          + " process warms up first as a runner does while it waits for its first trial."
    })
public final class WarmUpBenchmark implements Callable<Integer> {
  private static final int STEPS_AT_FULL_SPEED = 10;
  private static final double FULL_SPEED = 1.1;
  private static final double MILLIS = 1e6;

  @Option(
      names = "--cells",
      split = ",",
      defaultValue = "gru,lstm,mgu,lstm-cifg,mut1,lstm-peephole,sru,lem,rnn-tanh,slstm",
      description = "In this order (default: ${DEFAULT-VALUE}).")
  private List<String> cells = List.of();

  @Option(names = "--workload", defaultValue = "W2", description = "Default: ${DEFAULT-VALUE}")
  private Workload workload = Workload.W2;

  @Option(
      names = "--processes",
      defaultValue = "3",
      description = "Fresh ones; the worst counts (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--seconds",
      defaultValue = "4",
      description = "Of training of each cell (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin private JsonOption json = new JsonOption();

  /**
   * A cell's first seconds in milliseconds.
   *
   * @param first until the end of the first batch
   * @param full until ten steps in a row have a median within 10 % of the last ones'; NaN for never
   * @param lost what all steps took beyond their later speed
   */
  record Row(String cell, double first, double full, double lost, double step) {}

  /** Runs the measurement. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new WarmUpBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<List<Row>> all = new ArrayList<>();
    for (int process = 0; process < processes; process++) {
      try (Side side = Side.start(SideOptions.java(CellSide.class, List.of()))) {
        side.ask("warm");
        List<Row> rows = new ArrayList<>();
        for (String cell : cells) {
          rows.add(measure(side, cell));
        }
        all.add(rows);
      }
    }
    System.out.printf(
        "%-16s %14s %16s %12s %10s%n",
        "cell", "first batch ms", "full speed at ms", "lost ms", "ms");
    for (int i = 0; i < cells.size(); i++) {
      print(worst(all, i));
    }
    json.write(all);
    return 0;
  }

  private static Row worst(List<List<Row>> all, int cell) {
    List<Row> rows = all.stream().map(process -> process.get(cell)).toList();
    return new Row(
        rows.get(0).cell(),
        rows.stream().mapToDouble(Row::first).max().orElseThrow(),
        rows.stream().mapToDouble(Row::full).max().orElseThrow(),
        rows.stream().mapToDouble(Row::lost).max().orElseThrow(),
        Comparison.median(rows.stream().map(Row::step).toList()));
  }

  private Row measure(Side side, String cell) throws IOException {
    long start = System.nanoTime();
    if (!side.prepare(workload, cell)) {
      throw new IllegalArgumentException("there is no cell " + cell);
    }
    double made = (System.nanoTime() - start) / MILLIS;
    List<Double> steps = side.run(seconds);
    double step = Comparison.median(steps.subList(steps.size() / 2, steps.size()));
    double lost = made + steps.stream().mapToDouble(millis -> Math.max(0, millis - step)).sum();
    return new Row(cell, made + steps.get(0), made + timeToFullSpeed(steps, step), lost, step);
  }

  private static double timeToFullSpeed(List<Double> steps, double step) {
    double at = 0;
    for (int i = 0; i + STEPS_AT_FULL_SPEED <= steps.size(); i++) {
      if (Comparison.median(steps.subList(i, i + STEPS_AT_FULL_SPEED)) <= FULL_SPEED * step) {
        return at;
      }
      at += steps.get(i);
    }
    return Double.NaN;
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-16s %14.0f %16.0f %12.0f %10.2f%n",
        row.cell(),
        row.first(),
        row.full(),
        row.lost(),
        row.step());
  }
}
