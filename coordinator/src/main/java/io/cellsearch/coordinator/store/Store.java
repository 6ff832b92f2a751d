package io.cellsearch.coordinator.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The coordinator's durable memory. Writes are asynchronous: a stage that completes normally has
 * been synced to the disk, and only then may its effects be sent. They are applied in the order in
 * which they were handed in.
 *
 * <p>A write completes exceptionally with {@link StaleTermException} when a newer coordinator has
 * begun a term, with {@link RefusedWriteException} when it contradicts what is stored, and with
 * {@link StoreFailedException} when the database did not take it.
 */
public interface Store extends AutoCloseable {

  /** Begins a term, newer than all before: from now on writes of older terms are refused. */
  CompletionStage<Long> beginTerm(Instant at);

  /** Commits all of the commands or none of them. */
  CompletionStage<CommitResult> commit(long term, List<StoreCommand> commands);

  /**
   * Writes a copy of everything that was handed in before it to a file that is not there yet, as
   * compressed SQL. Later writes wait for it.
   *
   * @return completes with {@link UnsupportedOperationException} where the database has tools of
   *     its own for that
   */
  CompletionStage<Void> backup(Path file);

  /** Reads, which see what has been committed. They block: never call them on an actor's thread. */
  StoreQueries queries();

  /** Commits what was handed in, then closes the database. */
  @Override
  void close();
}
