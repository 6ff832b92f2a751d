package io.cellsearch.coordinator.actor;

import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.cellsearch.coordinator.telemetry.EventBus;
import io.cellsearch.core.placement.MemoryNeed;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the coordinator's actor works with, and what outlives it.
 *
 * @param lead told when this node leads and when it no longer does
 * @param discard told of artifacts that nobody needs any more; it does not block
 * @param httpUrl where workers reach the artifacts
 * @param credential that they show there
 * @param need of memory of a trial
 * @param lease after which an attempt that nobody renewed is taken for lost
 */
public record CoordinatorParts(
    Store store,
    EventBus events,
    CoordinatorMeters meters,
    LeadingCoordinator lead,
    Consumer<String> discard,
    Optional<String> httpUrl,
    Optional<String> credential,
    MemoryNeed need,
    Duration lease,
    Clock clock) {

  /** Without the credential. */
  @Override
  public String toString() {
    return "CoordinatorParts[" + httpUrl.orElse("no server") + "]";
  }
}
