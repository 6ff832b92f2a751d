package io.cellsearch.coordinator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What lies below a store. Each test has an empty one. */
enum UnderlyingDatabase {
  /** A file in the test's folder. */
  H2 {
    @Override
    void create(Path folder) {}

    @Override
    Store open(Path folder, StoreSettings settings) throws StoreUnavailableException {
      return StoreFactory.open(folder, settings);
    }

    @Override
    String jdbcUrl(Path folder) {
      return "jdbc:h2:async:" + folder.resolve("cellsearch") + ";USER=sa";
    }
  },

  /** A schema on a server of this machine; without one the tests are skipped, and say so. */
  POSTGRESQL {
    @Override
    void create(Path folder) throws Exception {
      try (Connection connection = DriverManager.getConnection(server().jdbcUrl("public"));
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + schema(folder));
      }
    }

    @Override
    Store open(Path folder, StoreSettings settings) throws Exception {
      return StoreFactory.open(jdbcUrl(folder), settings);
    }

    @Override
    String jdbcUrl(Path folder) {
      return server().jdbcUrl(schema(folder));
    }

    private String schema(Path folder) {
      return "test" + folder.getFileName().toString().replaceAll("[^0-9a-z]", "");
    }
  };

  /** Starts when it is first needed and ends with the tests. */
  private static Optional<PostgresServer> server = Optional.empty();

  /** Makes an empty database. */
  abstract void create(Path folder) throws Exception;

  abstract Store open(Path folder, StoreSettings settings) throws Exception;

  abstract String jdbcUrl(Path folder);

  private static synchronized PostgresServer server() {
    if (server.isEmpty()) {
      Optional<Path> bin = PostgresServer.installed();
      if (bin.isEmpty()) {
        String reason =
            "SKIPPED: the store on PostgreSQL, because no PostgreSQL server is installed"
                + " (apt-get install postgresql)";
        System.err.println(reason);
        Assumptions.abort(reason);
      }
      PostgresServer started = start(bin.get());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
      server = Optional.of(started);
    }
    return server.get();
  }

  private static PostgresServer start(Path bin) {
    try {
      return PostgresServer.start(bin);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void stop(PostgresServer server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
