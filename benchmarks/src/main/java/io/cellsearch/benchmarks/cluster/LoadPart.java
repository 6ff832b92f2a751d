package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/**
 * The figures of one experiment under load.
 *
 * @param offeredPerSecond reports that workers made, by the clock; 0 where they made the next when
 *     those before were acknowledged
 * @param assignmentP99Millis from a request for work to the assignment
 * @param reportP99Millis from the moment that reports were due to their acknowledgement
 */
record LoadPart(
    double offeredPerSecond,
    long reports,
    double seconds,
    double perCpuSecond,
    double assignmentMillis,
    double assignmentP99Millis,
    double reportMillis,
    double reportP99Millis,
    double heapMegabytes,
    double fileMegabytes) {

  /** What has been seen at a moment. */
  private record Moment(
      long nanos, long acknowledged, int assignments, int messages, double cpuSeconds) {}

  /** Takes the figures from a moment on. */
  static final class Measurement {
    private final Product product;
    private final LoadMeter meter;
    private final Moment begin;

    /**
     * Begins now.
     *
     * @param fromAssignment the first one that counts
     */
    Measurement(Product product, LoadMeter meter, int fromAssignment) {
      this.product = product;
      this.meter = meter;
      this.begin = now(product, meter, fromAssignment);
    }

    private static Moment now(Product product, LoadMeter meter, int assignments) {
      return new Moment(
          System.nanoTime(),
          meter.acknowledged(),
          assignments,
          meter.messages().count(),
          product.coordinator().cpuSeconds());
    }

    /** The assignments so far. */
    Latencies assignments() {
      return meter.assignments().between(begin.assignments(), meter.assignments().count());
    }

    /** Ends now. */
    LoadPart end(double offeredPerSecond) throws IOException {
      Moment end = now(product, meter, meter.assignments().count());
      Latencies assignments = meter.assignments().between(begin.assignments(), end.assignments());
      Latencies messages = meter.messages().between(begin.messages(), end.messages());
      long reports = end.acknowledged() - begin.acknowledged();
      return new LoadPart(
          offeredPerSecond,
          reports,
          (end.nanos() - begin.nanos()) / 1e9,
          reports / (end.cpuSeconds() - begin.cpuSeconds()),
          assignments.millis(0.5),
          assignments.millis(0.99),
          messages.millis(0.5),
          messages.millis(0.99),
          product.coordinator().liveHeapBytes() / 1e6,
          Files.size(product.state().resolve("cellsearch.mv.db")) / 1e6);
    }
  }

  double perSecond() {
    return reports / seconds;
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d reports in %.1f s, %,.0f a second, %,.0f a second of the coordinator's processor"
            + " time; assignment %.0f ms, 99 %% %.0f ms; report %.0f ms, 99 %% %.0f ms;"
            + " live heap %.0f MB, file %.0f MB%n",
        offeredPerSecond == 0
            ? "as many as are answered"
            : String.format(Locale.ROOT, "%,.0f a second are offered", offeredPerSecond),
        reports,
        seconds,
        perSecond(),
        perCpuSecond,
        assignmentMillis,
        assignmentP99Millis,
        reportMillis,
        reportP99Millis,
        heapMegabytes,
        fileMegabytes);
  }
}
