package io.cellsearch.coordinator.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A connection pool on a migrated database.
 *
 * @param syncStatement what makes committed transactions durable, where a commit alone does not
 * @param room what has to be free on its disk, where that is this machine's
 */
record Database(HikariDataSource pool, Optional<String> syncStatement, Optional<Room> room) {
  static final String MIGRATIONS = "classpath:io/cellsearch/coordinator/store/migration";
  private static final long TERMS_SINCE_A_BACKUP = 100_000;
  private static final int CONNECTIONS = 8;

  /**
   * H2's own choice takes a sixteenth of the largest heap, and fills it with what was written,
   * however little is read again. Under load all of it is new every second or two: the collector
   * copies it, and the pauses are as long as the cache is large.
   */
  private static final int H2_CACHE_KIBIBYTES = 16 << 10;

  /**
   * Twice H2's own choice. A small commit writes more of H2's own list of what lies where in the
   * file than of its rows, and that list grows with the number of pages.
   */
  private static final int H2_PAGE_BYTES = 8 << 10;

  /**
   * H2 writes anew what is left of old chunks of the file, and no commit gets through meanwhile:
   * when it is idle, 19 MiB at a time where less of them than this is in use, in percent; under
   * load, a quarter of that where less than 28 % is. That keeps a file of small commits from
   * growing for ever, and leaves alone the 40 % that large ones leave. With H2's own 90 it does so
   * under any load, where less than 62 % is.
   */
  private static final int H2_LEAST_FILL = 80;

  /**
   * Idle is a third of this with less than ten reads and writes. With H2's own choice of 500 it
   * finds itself idle between the commits of a search. What is committed does not wait for it.
   */
  private static final int H2_WRITE_DELAY_MILLIS = 3_000;

  /** For a connection to a server. */
  private static final long CONNECT_MILLIS = 10_000;

  /** For one to a file, which nothing but an overloaded machine makes slow. */
  private static final long OPEN_MILLIS = 60_000;

  /**
   * The H2 file of a state directory. H2's lock on the file lets only one process in, and goes with
   * that process. Its delayed writes lose acknowledged commits in a kill, hence the checkpoint. Its
   * plain files are closed under everybody when one reading thread is interrupted, hence {@code
   * async:}.
   */
  static Database h2(Path stateDirectory, long reserveBytes) throws StoreUnavailableException {
    Path folder = stateDirectory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot create the state directory " + folder, e);
    }
    String file = folder.resolve("cellsearch").toString().replace(";", "\\;");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:h2:async:"
            + file
            + ";DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;CACHE_SIZE="
            + H2_CACHE_KIBIBYTES
            + ";PAGE_SIZE="
            + H2_PAGE_BYTES
            + ";AUTO_COMPACT_FILL_RATE="
            + H2_LEAST_FILL
            + ";WRITE_DELAY="
            + H2_WRITE_DELAY_MILLIS);
    config.setUsername("sa");
    config.setConnectionTimeout(OPEN_MILLIS);
    // The last connection to go would close the file and give up the lock.
    config.setMaxLifetime(0);
    return open(
        config,
        Optional.of("CHECKPOINT SYNC"),
        Optional.of(new Room(folder, reserveBytes)),
        "cannot open the database in " + folder + "; another coordinator may be running on it");
  }

  /** Makes an H2 file in a folder from a backup's SQL, and closes it. */
  static void restoreH2(Path folder, Path script) throws StoreUnavailableException {
    Path file = folder.toAbsolutePath().normalize().resolve("cellsearch");
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:" + file.toString().replace(";", "\\;"));
    source.setUser("sa");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve("cellsearch.mv.db"));
      try (Connection connection = source.getConnection();
          PreparedStatement run =
              connection.prepareStatement("RUNSCRIPT FROM ? COMPRESSION GZIP")) {
        run.setString(1, script.toAbsolutePath().toString());
        run.execute();
        passTerms(connection);
      }
    } catch (IOException | SQLException e) {
      throw new StoreUnavailableException("cannot restore the database: " + e.getMessage(), e);
    }
  }

  /** Workers that lived on know terms that began after the backup: the next one is newer. */
  private static void passTerms(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE current_term SET term = term + ? WHERE id = 1")) {
      update.setLong(1, TERMS_SINCE_A_BACKUP);
      update.execute();
    }
  }

  /** Throws {@link StoreFailedException} where a commit may not fit on the disk. */
  void requireRoom() {
    room.ifPresent(Room::require);
  }

  /** Whether it is a file of H2. */
  boolean isH2() {
    return syncStatement.isPresent();
  }

  /** A PostgreSQL database. */
  static Database postgres(String jdbcUrl) throws StoreUnavailableException {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "a database is given as jdbc:postgresql://HOST/NAME, but got one that starts otherwise");
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setConnectionTimeout(CONNECT_MILLIS);
    return open(config, Optional.empty(), Optional.empty(), "cannot open the PostgreSQL database");
  }

  private static Database open(
      HikariConfig config, Optional<String> sync, Optional<Room> room, String failure)
      throws StoreUnavailableException {
    config.setPoolName("store");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(1);
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw new StoreUnavailableException(failure + ": " + e.getMessage(), e);
    }
    try {
      Flyway.configure().dataSource(pool).locations(MIGRATIONS).load().migrate();
      return new Database(pool, sync, room);
    } catch (FlywayException e) {
      pool.close();
      throw new StoreUnavailableException(
          "cannot bring the database's tables up to date: " + e.getMessage(), e);
    }
  }
}
