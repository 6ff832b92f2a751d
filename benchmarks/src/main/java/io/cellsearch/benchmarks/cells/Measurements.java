package io.cellsearch.benchmarks.cells;

import io.cellsearch.benchmarks.cells.Comparison.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The timings of all processes, and what they come to. */
final class Measurements {
  private final Map<String, List<Timing>> byCell = new LinkedHashMap<>();
  private final List<Double> peaks = new ArrayList<>();

  /**
   * A cell on a workload over all processes.
   *
   * @param ratio PyTorch's time over ours, the median; NaN where PyTorch has no such cell
   * @param worst the ratio of the worst process
   * @param ofPeak our arithmetic as a share of what the core can do
   */
  record Row(
      String workload,
      String cell,
      double ourMillis,
      double theirMillis,
      double ratio,
      double worst,
      double ofPeak) {}

  void peak(double gigaflops) {
    peaks.add(gigaflops);
  }

  void add(Timing timing) {
    byCell
        .computeIfAbsent(timing.workload() + " " + timing.cell(), any -> new ArrayList<>())
        .add(timing);
    System.err.printf(
        Locale.ROOT,
        "  %s %-16s %8.3f ms %8.3f ms%n",
        timing.workload(),
        timing.cell(),
        timing.ourMillis(),
        timing.theirMillis().orElse(Double.NaN));
  }

  List<Row> all() {
    return byCell.values().stream().map(this::row).toList();
  }

  private Row row(List<Timing> timings) {
    Timing first = timings.get(0);
    List<Double> ratios =
        timings.stream()
            .filter(timing -> timing.theirMillis().isPresent())
            .map(timing -> timing.theirMillis().getAsDouble() / timing.ourMillis())
            .toList();
    double speed = Comparison.median(timings.stream().map(Timing::gigaflops).toList());
    return new Row(
        first.workload().name(),
        first.cell(),
        Comparison.median(timings.stream().map(Timing::ourMillis).toList()),
        Comparison.median(
            timings.stream().map(timing -> timing.theirMillis().orElse(Double.NaN)).toList()),
        ratios.isEmpty() ? Double.NaN : Comparison.median(ratios),
        ratios.stream().mapToDouble(ratio -> ratio).min().orElse(Double.NaN),
        speed / Comparison.median(peaks));
  }

  String table() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-9s %-16s %10s %12s %7s %7s %8s%n",
                "workload",
                "cell",
                "ours ms",
                "PyTorch ms",
                "ratio",
                "worst",
                "of peak"));
    for (Row row : all()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-9s %-16s %10.3f %12.3f %7.2f %7.2f %7.0f%%%n",
              row.workload(),
              row.cell(),
              row.ourMillis(),
              row.theirMillis(),
              row.ratio(),
              row.worst(),
              100 * row.ofPeak()));
    }
    return text.append(
            String.format(Locale.ROOT, "peak of a core: %.0f GFLOP/s%n", Comparison.median(peaks)))
        .toString();
  }
}
