package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void aSecondCoordinatorFencesTheFirstOneOff() throws Exception {
    try (Store first = open(StoreSettings.DEFAULT);
        Store second = open(StoreSettings.DEFAULT)) {
      long older = first.beginTerm(Samples.NOON).toCompletableFuture().join();
      first.commit(older, List.of(Samples.createJsb())).toCompletableFuture().join();
      long newer = second.beginTerm(Samples.NOON).toCompletableFuture().join();

      assertThatThrownBy(
              () ->
                  first.commit(older, List.of(Samples.createTrial(1))).toCompletableFuture().join())
          .hasCauseInstanceOf(StaleTermException.class);
      second.commit(newer, List.of(Samples.createTrial(1))).toCompletableFuture().join();

      assertThat(first.queries().trials(Samples.JSB)).hasSize(1);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsAnEnvironmentThatCannot() {
    // Port 1 is reserved (tcpmux); nothing listens there.
    assertThatThrownBy(
            () -> StoreFactory.open("jdbc:postgresql://127.0.0.1:1/none", StoreSettings.DEFAULT))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("cannot open the PostgreSQL database");
  }

  private static String schema() {
    return "test" + schemas;
  }
}
