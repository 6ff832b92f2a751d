package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a database server can meet with. */
@Tag("unit")
final class PostgresStoreTest {
  @TempDir private Path folder;

  private Store open() throws Exception {
    return UnderlyingDatabase.POSTGRESQL.open(folder, StoreSettings.DEFAULT);
  }

  @Test
  void aSecondCoordinatorFencesTheFirstOneOff() throws Exception {
    UnderlyingDatabase.POSTGRESQL.create(folder);
    try (Store first = open();
        Store second = open()) {
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
}
