package io.cellsearch.coordinator.http;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.store.StoreQueries;
import io.cellsearch.coordinator.telemetry.CoordinatorMeters;
import io.cellsearch.coordinator.telemetry.EventBus;
import java.util.function.BooleanSupplier;

/**
 * What stands behind the HTTP API.
 *
 * @param ready whether commands can be taken
 */
public record ApiBackend(
    StoreQueries queries,
    ExperimentCommands commands,
    ArtifactFolder artifacts,
    EventBus events,
    CoordinatorMeters meters,
    BooleanSupplier ready) {}
