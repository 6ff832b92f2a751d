package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.FIRST;
import static io.cellsearch.coordinator.store.Samples.JSB;
import static io.cellsearch.coordinator.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.trial.TrialState;
import io.cellsearch.core.work.StoredCheckpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store must do, whatever database is below. */
@Tag("unit")
@ParameterizedClass
@EnumSource
abstract class StoreContract {
  static final TrialProgress RUNNING = new TrialProgress(TrialState.RUNNING, 1, 0, 0, 0);

  static final String HASH = "c".repeat(64);

  @TempDir Path folder;

  @Parameter private UnderlyingDatabase database = UnderlyingDatabase.H2;
  Store store;
  long term;

  @BeforeEach
  void begin() throws Exception {
    database.create(folder);
    open();
    term = await(store.beginTerm(NOON));
  }

  @AfterEach
  void end() {
    store.close();
  }

  /** Opens the store on what the test has written so far. */
  void open() throws Exception {
    store = database.open(folder, StoreSettings.DEFAULT);
  }

  void reopen() throws Exception {
    store.close();
    open();
  }

  /** A JDBC URL by which the open store's database can be looked at. */
  String jdbcUrl() {
    return database.jdbcUrl(folder);
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  CommitResult commit(StoreCommand... commands) {
    return await(store.commit(term, List.of(commands)));
  }

  void assertRefused(StoreCommand... commands) {
    assertThatThrownBy(() -> commit(commands)).hasCauseInstanceOf(RefusedWriteException.class);
  }

  TrialRecord trial(int number) {
    return store.queries().trial(new TrialId(JSB, number)).orElseThrow();
  }

  static StoreCommand checkpoint(int epoch) {
    return new StoreCommand.SetCheckpoint(FIRST, Optional.of(new StoredCheckpoint(HASH, epoch)));
  }

  static StoreCommand lost(int trial, int attempt) {
    return new StoreCommand.EndAttempt(
        new TrialId(JSB, trial),
        attempt,
        new AttemptEnd.WorkerLost(),
        Optional.empty(),
        new TrialProgress(TrialState.QUEUED, attempt, 0, 1, 0),
        NOON);
  }
}
