package io.cellsearch.coordinator.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
    WriterThread writer =
        WriterThread.start(
            settings, new GroupCommit(jdbi, sync, database::requireRoom, backup(database, jdbi)));
    return new SqlStore(database, writer, new SqlQueries(jdbi));
  }

  private static Consumer<Path> backup(Database database, Jdbi jdbi) {
    if (!database.isH2()) {
      return file -> {
        throw new UnsupportedOperationException(
            "a PostgreSQL database is backed up with pg_dump, beside a copy of the artifacts");
      };
    }
    return file ->
        jdbi.useHandle(handle -> handle.execute("SCRIPT TO ? COMPRESSION GZIP", file.toString()));
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
  public CompletionStage<Void> backup(Path file) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    writer.handIn(new Write.Backup(file, answer, System.nanoTime()));
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
