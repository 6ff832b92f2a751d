package io.cellsearch.coordinator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** The coordinator's meters, in a registry of their own. Safe for concurrent use. */
public final class CoordinatorMeters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger queuedTrials = new AtomicInteger();
  private final AtomicInteger waitingForMemory = new AtomicInteger();
  private final AtomicInteger runningSlots = new AtomicInteger();
  private final AtomicInteger slots = new AtomicInteger();
  private final AtomicInteger workers = new AtomicInteger();
  private volatile IntSupplier voters = () -> 0;
  private final Counter epochs;
  private final Counter resumes;
  private final Counter staleReports;
  private final Counter duplicateReports;
  private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
  private final Timer commitLatency;

  public CoordinatorMeters() {
    gauge("cellsearch.trials.queued", "Trials that wait for a slot", queuedTrials);
    gauge(
        "cellsearch.trials.waiting.memory",
        "Trials that wait, as no worker's slot has the memory that they need",
        waitingForMemory);
    gauge("cellsearch.slots", "Slots of all connected workers", slots);
    gauge("cellsearch.slots.running", "Slots with a running attempt", runningSlots);
    gauge("cellsearch.workers", "Workers that are connected", workers);
    Gauge.builder("cellsearch.voters", this, meters -> meters.voters.getAsInt())
        .description("Coordinators and witnesses that are in the cluster")
        .register(registry);
    epochs = counter("cellsearch.epochs", "Reports stored, one an epoch");
    resumes = counter("cellsearch.trials.resumed", "Paused trials that wait for a slot again");
    staleReports = counter("cellsearch.reports.stale", "Reports dropped: their attempt is over");
    duplicateReports = counter("cellsearch.reports.duplicate", "Reports that were stored before");
    for (Refusal reason : Refusal.values()) {
      refusals.put(
          reason,
          Counter.builder("cellsearch.refused.messages")
              .description("Messages of workers that were not obeyed")
              .tag("reason", reason.text())
              .register(registry));
    }
    commitLatency =
        Timer.builder("cellsearch.commit.latency")
            .description("From handing in a write to its sync on the disk")
            .publishPercentileHistogram()
            .register(registry);
  }

  /** Sets the number of trials that wait for a slot. */
  public void queuedTrials(int count) {
    queuedTrials.set(count);
  }

  /** Sets the number of trials that need a larger slot than any worker has. */
  public void waitingForMemory(int count) {
    waitingForMemory.set(count);
  }

  /** Sets the number of slots of all connected workers. */
  public void slots(int count) {
    slots.set(count);
  }

  /** Sets the number of slots with a running attempt. */
  public void runningSlots(int count) {
    runningSlots.set(count);
  }

  /** Where to ask for the number of voters in the cluster. */
  public void voters(IntSupplier count) {
    voters = count;
  }

  /** Sets the number of connected workers. */
  public void workers(int count) {
    workers.set(count);
  }

  /** Counts stored reports. */
  public void epochs(int count) {
    epochs.increment(count);
  }

  /** Counts paused trials that were promoted. */
  public void resumes(int count) {
    resumes.increment(count);
  }

  /** Counts reports dropped because their attempt is over. */
  public void staleReports(int count) {
    staleReports.increment(count);
  }

  /** Counts reports that were stored before. */
  public void duplicateReports(int count) {
    duplicateReports.increment(count);
  }

  /** Counts a message that was not obeyed. */
  public void refused(Refusal reason) {
    Objects.requireNonNull(refusals.get(reason)).increment();
  }

  /** Records how long a write took from being handed in to being synced. */
  public void commitLatency(Duration latency) {
    commitLatency.record(latency);
  }

  /** All meters in the Prometheus text format. */
  public String scrape() {
    return registry.scrape();
  }

  private void gauge(String name, String description, AtomicInteger value) {
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
