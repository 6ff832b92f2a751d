package io.cellsearch.benchmarks.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Recorded trials: configurations of positive hyperparameters, each searched on a log scale, and
 * the validation losses of each, {@code NaN} once it diverged. What was measured before training is
 * left out.
 */
final class CurveTable {
  /** Hyperparameters that are searched as what they lack to 1. */
  private static final Set<String> COMPLEMENT = Set.of("beta1", "beta2");

  private static final double LN2 = Math.log(2);

  private final String name;
  private final List<String> names;
  private final double[][] values;
  private final double[][] losses;
  private final double[] low;
  private final double[] high;
  private final double[][] unit;
  private final double best;
  private final double reference;

  /**
   * @param values {@code [configuration][hyperparameter]}
   * @param losses {@code [configuration][evaluation]}
   */
  CurveTable(String name, List<String> names, double[][] values, double[][] losses) {
    this.name = name;
    this.names = List.copyOf(names);
    this.values = values;
    this.losses = losses;
    low = new double[names.size()];
    high = new double[names.size()];
    for (int p = 0; p < low.length; p++) {
      int column = p;
      low[p] = Arrays.stream(values).mapToDouble(row -> row[column]).min().orElseThrow();
      high[p] = Arrays.stream(values).mapToDouble(row -> row[column]).max().orElseThrow();
    }
    unit = Arrays.stream(values).map(this::scaled).toArray(double[][]::new);
    double[] lowest = Arrays.stream(losses).mapToDouble(CurveTable::lowest).sorted().toArray();
    best = lowest[0];
    int middle = lowest.length / 2;
    reference = lowest.length % 2 == 1 ? lowest[middle] : (lowest[middle - 1] + lowest[middle]) / 2;
  }

  /** The tables of a folder, by name. */
  static List<CurveTable> folder(Path folder) throws IOException {
    List<CurveTable> tables = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".json.gz")).sorted().toList()) {
        tables.add(read(file));
      }
    }
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("no *.json.gz in " + folder);
    }
    return tables;
  }

  private static CurveTable read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      JsonNode data = new ObjectMapper().readTree(in);
      List<String> names = new ArrayList<>();
      data.get("hp_names").forEach(each -> names.add(each.textValue()));
      double[][] values = numbers(data.get("hp"), 0);
      for (double[] row : values) {
        for (int p = 0; p < row.length; p++) {
          row[p] = COMPLEMENT.contains(names.get(p)) ? 1 - row[p] : row[p];
        }
      }
      return new CurveTable(
          data.get("task").textValue(), names, values, numbers(data.get("valid"), 1));
    }
  }

  private static double[][] numbers(JsonNode rows, int from) {
    double[][] numbers = new double[rows.size()][];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode row = rows.get(i);
      numbers[i] = new double[row.size() - from];
      for (int j = from; j < row.size(); j++) {
        numbers[i][j - from] = row.get(j).isNull() ? Double.NaN : row.get(j).doubleValue();
      }
    }
    return numbers;
  }

  /** The lowest loss of a curve, that of a coin where there is none. */
  private static double lowest(double[] curve) {
    return Arrays.stream(curve).filter(Double::isFinite).min().orElse(LN2);
  }

  String name() {
    return name;
  }

  List<String> names() {
    return names;
  }

  int configurations() {
    return values.length;
  }

  /** Evaluations of a configuration. */
  int evaluations() {
    return losses[0].length;
  }

  double low(int parameter) {
    return low[parameter];
  }

  double high(int parameter) {
    return high[parameter];
  }

  double value(int configuration, int parameter) {
    return values[configuration][parameter];
  }

  /**
   * @param evaluation from 1
   */
  double loss(int configuration, int evaluation) {
    return losses[configuration][evaluation - 1];
  }

  /** The nearest configuration that was not used, in log space scaled to the unit cube. */
  int nearest(double[] point, BitSet used) {
    double[] scaled = scaled(point);
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = used.nextClearBit(0); i < values.length; i = used.nextClearBit(i + 1)) {
      double distance = 0;
      for (int p = 0; p < scaled.length; p++) {
        distance += (unit[i][p] - scaled[p]) * (unit[i][p] - scaled[p]);
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    if (nearest < 0) {
      throw new IllegalStateException("all " + values.length + " configurations were used");
    }
    return nearest;
  }

  private double[] scaled(double[] point) {
    double[] scaled = new double[point.length];
    for (int p = 0; p < scaled.length; p++) {
      scaled[p] = Math.log(point[p] / low[p]) / Math.log(high[p] / low[p]);
    }
    return scaled;
  }

  /** Normalised regret of an incumbent, between 0 for the table's best and 1 for its median. */
  double regret(double loss) {
    return Math.max(0, Math.min(1, (loss - best) / (reference - best)));
  }
}
