package io.cellsearch.coordinator.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens stores. */
public final class StoreFactory {
  private static final String H2_FILE = "cellsearch.mv.db";

  private StoreFactory() {}

  /** Whether a state directory has an H2 database already. */
  public static boolean isIn(Path stateDirectory) {
    return Files.isRegularFile(stateDirectory.resolve(H2_FILE));
  }

  /**
   * Opens the H2 database in a state directory, which it creates where needed. One process at a
   * time can hold it.
   */
  public static Store open(Path stateDirectory, StoreSettings settings)
      throws StoreUnavailableException {
    return open(stateDirectory, settings, Room.STANDARD_RESERVE);
  }

  /**
   * The same with another reserve.
   *
   * @param reserveBytes that stay free on its disk
   */
  static Store open(Path stateDirectory, StoreSettings settings, long reserveBytes)
      throws StoreUnavailableException {
    return SqlStore.open(Database.h2(stateDirectory, reserveBytes), settings);
  }

  /**
   * Makes sure that a state directory has no H2 database.
   *
   * @throws StoreUnavailableException if it has
   */
  public static void requireNone(Path stateDirectory) throws StoreUnavailableException {
    if (isIn(stateDirectory)) {
      throw new StoreUnavailableException("there is a database already in " + stateDirectory);
    }
  }

  /**
   * Makes the H2 database of a state directory from a backup's SQL. It appears there only when it
   * is whole.
   *
   * @throws StoreUnavailableException if there is a database already, or the backup cannot be read
   */
  public static void restore(Path stateDirectory, Path script) throws StoreUnavailableException {
    requireNone(stateDirectory);
    Path unfinished = stateDirectory.resolve("restoring");
    Database.restoreH2(unfinished, script);
    try {
      Files.move(unfinished.resolve(H2_FILE), stateDirectory.resolve(H2_FILE), ATOMIC_MOVE);
      Files.delete(unfinished);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot restore into " + stateDirectory, e);
    }
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
