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
    BooleanSupplier ready,
    BackupSource backups) {

  /** What stands behind an API that gives no backups. */
  public ApiBackend(
      StoreQueries queries,
      ExperimentCommands commands,
      ArtifactFolder artifacts,
      EventBus events,
      CoordinatorMeters meters,
      BooleanSupplier ready) {
    this(queries, commands, artifacts, events, meters, ready, BackupSource.NONE);
  }

  /** The same with backups from here. */
  public ApiBackend with(BackupSource source) {
    return new ApiBackend(queries, commands, artifacts, events, meters, ready, source);
  }
}
