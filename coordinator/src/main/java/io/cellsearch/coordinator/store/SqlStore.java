package io.cellsearch.coordinator.store;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Jdbi;

/** The store on a relational database. */
final class SqlStore implements Store {
  private final Database database;
  private final WriterThread writer;
  private final StoreQueries queries;

  private SqlStore(Database database, WriterThread writer, StoreQueries queries) {
    this.database = database;
    this.writer = writer;
    this.queries = queries;
  }

  static Store open(Database database, StoreSettings settings) {
    Jdbi jdbi = Jdbi.create(database.pool());
    Runnable sync =
        database
            .syncStatement()
            .<Runnable>map(sql -> () -> jdbi.useHandle(handle -> handle.execute(sql)))
            .orElse(() -> {});
    WriterThread writer = WriterThread.start(settings, new GroupCommit(jdbi, sync));
    return new SqlStore(database, writer, new SqlQueries(jdbi));
  }

  @Override
  public CompletionStage<Long> beginTerm(Instant at) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    writer.handIn(new Write.NewTerm(at, answer, System.nanoTime()));
    return answer;
  }

  @Override
  public CompletionStage<CommitResult> commit(long term, List<StoreCommand> commands) {
    CompletableFuture<CommitResult> answer = new CompletableFuture<>();
    writer.handIn(new Write.Commands(term, List.copyOf(commands), answer, System.nanoTime()));
    return answer;
  }

  @Override
  public StoreQueries queries() {
    return queries;
  }

  @Override
  public void close() {
    writer.close();
    database.pool().close();
  }
}
