package io.cellsearch.benchmarks.search;

import io.cellsearch.benchmarks.search.TableRun.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All runs of a benchmark, by method, workers, table and seed. */
final class Results {
  private final List<CurveTable> tables;
  private final int seeds;
  private final Map<Key, Outcome> outcomes = new HashMap<>();

  private record Key(Method method, int workers, String table, int seed) {}

  Results(List<CurveTable> tables, int seeds) {
    this.tables = List.copyOf(tables);
    this.seeds = seeds;
  }

  List<CurveTable> tables() {
    return tables;
  }

  int seeds() {
    return seeds;
  }

  void add(Method method, int workers, CurveTable table, int seed, Outcome outcome) {
    outcomes.put(new Key(method, workers, table.name(), seed), outcome);
  }

  private Outcome outcome(Method method, int workers, CurveTable table, int seed) {
    return Optional.ofNullable(outcomes.get(new Key(method, workers, table.name(), seed)))
        .orElseThrow();
  }

  /** The area under the regret curve of each seed on a table: the mean regret over the budget. */
  double[] areas(Method method, int workers, CurveTable table, int budget) {
    return IntStream.range(0, seeds)
        .mapToDouble(
            seed -> Arrays.stream(curve(method, workers, table, seed, budget)).average().orElse(1))
        .toArray();
  }

  /** The same, the mean of all tables for each seed. */
  double[] areas(Method method, int workers, int budget) {
    double[] mean = new double[seeds];
    for (CurveTable table : tables) {
      double[] areas = areas(method, workers, table, budget);
      for (int seed = 0; seed < seeds; seed++) {
        mean[seed] += areas[seed] / tables.size();
      }
    }
    return mean;
  }

  /** The regret of each seed after an evaluation, the mean of all tables. */
  double[] regrets(Method method, int workers, int evaluation) {
    double[] mean = new double[seeds];
    for (CurveTable table : tables) {
      for (int seed = 0; seed < seeds; seed++) {
        double[] curve = curve(method, workers, table, seed, evaluation);
        mean[seed] += curve[evaluation - 1] / tables.size();
      }
    }
    return mean;
  }

  /** The regret after each evaluation. */
  double[] curve(Method method, int workers, CurveTable table, int seed, int budget) {
    return outcome(method, workers, table, seed).incumbents().regrets(budget, table::regret);
  }

  /** The mean of a number over all tables and seeds. */
  double mean(Method method, int workers, ToDoubleFunction<Outcome> number) {
    return tables.stream()
        .flatMapToDouble(
            table ->
                IntStream.range(0, seeds)
                    .mapToDouble(
                        seed -> number.applyAsDouble(outcome(method, workers, table, seed))))
        .average()
        .orElse(Double.NaN);
  }
}
