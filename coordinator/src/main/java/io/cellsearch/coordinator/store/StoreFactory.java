package io.cellsearch.coordinator.store;

import java.nio.file.Files;
import java.nio.file.Path;

/** Opens stores. */
public final class StoreFactory {
  private StoreFactory() {}

  /** Whether a state directory has an H2 database already. */
  public static boolean isIn(Path stateDirectory) {
    return Files.isRegularFile(stateDirectory.resolve("cellsearch.mv.db"));
  }

  /**
   * Opens the H2 database in a state directory, which it creates where needed. One process at a
   * time can hold it.
   */
  public static Store open(Path stateDirectory, StoreSettings settings)
      throws StoreUnavailableException {
    return SqlStore.open(Database.h2(stateDirectory), settings);
  }

  /**
   * Opens a PostgreSQL database.
   *
   * @param jdbcUrl {@code jdbc:postgresql://HOST/NAME?user=...}
   */
  public static Store open(String jdbcUrl, StoreSettings settings)
      throws StoreUnavailableException {
    return SqlStore.open(Database.postgres(jdbcUrl), settings);
  }
}
