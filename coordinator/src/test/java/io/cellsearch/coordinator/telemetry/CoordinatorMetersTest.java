package io.cellsearch.coordinator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CoordinatorMetersTest {
  @Test
  void metersShowInThePrometheusFormat() {
    CoordinatorMeters meters = new CoordinatorMeters();
    meters.queuedTrials(7);
    meters.runningSlots(4);
    meters.slots(6);
    meters.voters(() -> 3);
    meters.refused(Refusal.NAME_IN_USE);
    meters.workers(2);
    meters.epochs(3);
    meters.resumes(5);
    meters.staleReports(1);
    meters.duplicateReports(2);
    meters.commitLatency(Duration.ofMillis(12));

    assertThat(meters.scrape().lines())
        .contains(
            "cellsearch_trials_queued 7.0",
            "cellsearch_slots_running 4.0",
            "cellsearch_slots 6.0",
            "cellsearch_voters 3.0",
            "cellsearch_refused_messages_total{reason=\"name-in-use\"} 1.0",
            "cellsearch_refused_messages_total{reason=\"foreign-attempt\"} 0.0",
            "cellsearch_workers 2.0",
            "cellsearch_epochs_total 3.0",
            "cellsearch_trials_resumed_total 5.0",
            "cellsearch_reports_stale_total 1.0",
            "cellsearch_reports_duplicate_total 2.0",
            "cellsearch_commit_latency_seconds_count 1");
  }
}
