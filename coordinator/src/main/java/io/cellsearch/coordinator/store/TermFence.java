package io.cellsearch.coordinator.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The row that decides which coordinator may write. */
final class TermFence {

  /**
   * Locks the row until the transaction's end and reads the current term. By an update that changes
   * nothing: H2 parses a query {@code FOR UPDATE} anew each time.
   */
  long lock(Handle handle) {
    handle.createUpdate("UPDATE current_term SET term = term WHERE id = 1").execute();
    return handle.createQuery("SELECT term FROM current_term WHERE id = 1").mapTo(Long.class).one();
  }

  /** Begins a term in a transaction that holds the lock. */
  void begin(Handle handle, long term, Instant at) {
    handle
        .createUpdate("UPDATE current_term SET term = :term WHERE id = 1")
        .bind("term", term)
        .execute();
    handle
        .createUpdate("INSERT INTO terms (term, started_at) VALUES (:term, :at)")
        .bind("term", term)
        .bind("at", Columns.timestamp(at))
        .execute();
  }
}
