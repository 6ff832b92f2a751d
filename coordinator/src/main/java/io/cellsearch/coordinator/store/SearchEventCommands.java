package io.cellsearch.coordinator.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Appends the events of searches, many at once. */
final class SearchEventCommands {
  private static final String INSERT =
      """
      INSERT INTO search_events (experiment, sequence, event)
      SELECT e.id, CAST(? AS BIGINT), CAST(? AS VARCHAR(1048576))
      FROM experiments e
      WHERE e.id = ? AND (CAST(? AS BIGINT) = 1 OR EXISTS (
        SELECT 1 FROM search_events s
        WHERE s.experiment = e.id AND s.sequence = CAST(? AS BIGINT) - 1))""";

  private final Handle handle;
  private final List<StoreCommand.AppendSearchEvent> waiting = new ArrayList<>();

  SearchEventCommands(Handle handle) {
    this.handle = handle;
  }

  /** Takes an event; it is written with those that follow it. */
  void append(StoreCommand.AppendSearchEvent event) {
    waiting.add(event);
  }

  int waiting() {
    return waiting.size();
  }

  /** Writes what waits. */
  void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    int[] inserted = insert();
    for (int i = 0; i < inserted.length; i++) {
      if (inserted[i] != 1) {
        StoreCommand.AppendSearchEvent event = waiting.get(i);
        throw new RefusedWriteException(
            "search events of an experiment follow each other without a gap, but "
                + event.experiment()
                + " has no event before "
                + event.sequence());
      }
    }
    waiting.clear();
  }

  private int[] insert() throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(INSERT)) {
      for (StoreCommand.AppendSearchEvent event : waiting) {
        statement.setLong(1, event.sequence());
        statement.setString(2, event.json());
        statement.setString(3, event.experiment().value());
        statement.setLong(4, event.sequence());
        statement.setLong(5, event.sequence());
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }
}
