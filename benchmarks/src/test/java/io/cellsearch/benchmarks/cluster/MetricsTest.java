package io.cellsearch.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class MetricsTest {
  @Test
  void figuresAreReadByTheirNames() {
    Metrics metrics =
        Metrics.parse(
            """
            # HELP cellsearch_workers Workers that are connected
            # TYPE cellsearch_workers gauge
            cellsearch_workers 3.0
            cellsearch_reports_stale_total 12.0
            cellsearch_refused_messages_total{reason="other sender"} 1.0
            """);

    assertThat(metrics.workers()).isEqualTo(3);
    assertThat(metrics.staleReports()).isEqualTo(12);
    assertThat(metrics.values())
        .containsEntry("cellsearch_refused_messages_total{reason=\"other sender\"}", 1.0);
  }
}
