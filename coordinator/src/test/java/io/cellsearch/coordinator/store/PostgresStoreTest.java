package io.cellsearch.coordinator.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The contract on a PostgreSQL server, each test in a schema of its own. */
final class PostgresStoreTest extends StoreContract {
  private static PostgresServer server;
  private static int schemas;

  @BeforeAll
  static void startServer() throws Exception {
    Optional<Path> bin = PostgresServer.installed();
    if (bin.isEmpty()) {
      String reason =
          "SKIPPED: the store on PostgreSQL, because no PostgreSQL server is installed"
              + " (apt-get install postgresql)";
      System.err.println(reason);
      Assumptions.abort(reason);
    }
    server = PostgresServer.start(bin.get());
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  @Override
  void begin() throws Exception {
    schemas++;
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("public"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema());
    }
    super.begin();
  }

  @Override
  protected Store open(StoreSettings settings) throws StoreUnavailableException {
    return StoreFactory.open(jdbcUrl(), settings);
  }

  @Override
  protected String jdbcUrl() {
    return server.jdbcUrl(schema());
  }

  private static String schema() {
    return "test" + schemas;
  }
}
