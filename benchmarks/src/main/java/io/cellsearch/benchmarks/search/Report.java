package io.cellsearch.benchmarks.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cellsearch.benchmarks.search.TableRun.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The tables that a benchmark prints: means with 95 % intervals over seeds. */
final class Report {
  private final Results results;
  private final List<Method> methods;
  private final List<Integer> workers;
  private final List<Integer> budgets;

  /** One method with one number of workers on one budget. */
  record Row(
      String method,
      int workers,
      int budget,
      String table,
      Paired quarter,
      Paired half,
      Paired end,
      Paired area,
      Paired firstIsBetterBy) {}

  /**
   * @param methods of which the first is compared with each other
   */
  Report(Results results, List<Method> methods, List<Integer> workers, List<Integer> budgets) {
    this.results = results;
    this.methods = methods;
    this.workers = workers;
    this.budgets = budgets;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    for (int budget : budgets) {
      text.append("\n## Budget ").append(budget).append(", ").append(results.seeds());
      text.append(" seeds\n\n").append(means(budget)).append('\n').append(tables(budget));
    }
    return text.append('\n').append(counts()).toString();
  }

  private String means(int budget) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| method | workers | regret at 25 % | 50 % | 100 % | AUC | less than the first |\n");
    text.append("|---|--:|--:|--:|--:|--:|--:|\n");
    for (Method method : methods) {
      for (int count : workers) {
        Row row = mean(method, count, budget);
        text.append("| ").append(method.title()).append(" | ").append(count);
        for (Paired number : List.of(row.quarter(), row.half(), row.end(), row.area())) {
          text.append(" | ").append(number.text());
        }
        text.append(" | ").append(method == methods.get(0) ? "" : row.firstIsBetterBy().text());
        text.append(" |\n");
      }
    }
    return text.toString();
  }

  private Row mean(Method method, int count, int budget) {
    double[] areas = results.areas(method, count, budget);
    return new Row(
        method.key(),
        count,
        budget,
        "mean",
        Paired.of(results.regrets(method, count, budget / 4)),
        Paired.of(results.regrets(method, count, budget / 2)),
        Paired.of(results.regrets(method, count, budget)),
        Paired.of(areas),
        Paired.difference(areas, results.areas(methods.get(0), count, budget)));
  }

  /** AUC on each table, with the difference from the first method and whether it is certain. */
  private String tables(int budget) {
    String head =
        methods.stream().map(Method::title).collect(Collectors.joining(" | ", "| ", " |\n"));
    StringBuilder text = new StringBuilder("| table | workers ").append(head);
    text.append("|---|--:|").append("--:|".repeat(methods.size())).append('\n');
    for (CurveTable table : results.tables()) {
      for (int count : workers) {
        double[] first = results.areas(methods.get(0), count, table, budget);
        text.append("| ").append(table.name().replace("FixedTextRNNClassification_imdb_", ""));
        text.append(" | ").append(count);
        for (Method method : methods) {
          double[] areas = results.areas(method, count, table, budget);
          text.append(" | ").append(Paired.of(areas).text());
          if (method != methods.get(0)) {
            Paired difference = Paired.difference(areas, first);
            text.append(" (+ ").append(difference.text());
            text.append(difference.positive() ? ")" : ", **not certain**)");
          }
        }
        text.append(" |\n");
      }
    }
    return text.toString();
  }

  private String counts() {
    StringBuilder text = new StringBuilder("| method | workers | trials | resumes | completed |\n");
    text.append("|---|--:|--:|--:|--:|\n");
    for (Method method : methods) {
      for (int count : workers) {
        text.append(
            "| %s | %d | %.0f | %.0f | %.1f |%n"
                .formatted(
                    method.title(),
                    count,
                    results.mean(method, count, Outcome::trials),
                    results.mean(method, count, Outcome::resumes),
                    results.mean(method, count, Outcome::completed)));
      }
    }
    return text.toString();
  }

  /** Writes the rows as JSON. */
  void write(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int budget : budgets) {
      for (Method method : methods) {
        for (int count : workers) {
          rows.add(mean(method, count, budget));
        }
      }
    }
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
  }
}
