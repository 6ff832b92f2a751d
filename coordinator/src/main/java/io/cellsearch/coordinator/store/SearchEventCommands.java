package io.cellsearch.coordinator.store;

import io.cellsearch.core.trial.ExperimentId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Appends the events of searches, many at once: of each search, only the first looks back. */
final class SearchEventCommands {
  private static final String INSERT =
      "INSERT INTO search_events (experiment, sequence, event) VALUES (?, ?, ?)";

  private final Handle handle;
  private final Map<ExperimentId, List<StoreCommand.AppendSearchEvent>> waiting =
      new LinkedHashMap<>();
  private int count;

  SearchEventCommands(Handle handle) {
    this.handle = handle;
  }

  /** Takes an event; it is written with those that follow it. */
  void append(StoreCommand.AppendSearchEvent event) {
    waiting.computeIfAbsent(event.experiment(), any -> new ArrayList<>()).add(event);
    count++;
  }

  int waiting() {
    return count;
  }

  /** Writes what waits. */
  void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
      for (List<StoreCommand.AppendSearchEvent> events : waiting.values()) {
        long last = lastBefore(events.get(0));
        for (StoreCommand.AppendSearchEvent event : events) {
          if (event.sequence() != last + 1) {
            throw gap(event);
          }
          last = event.sequence();
          insert.setString(1, event.experiment().value());
          insert.setLong(2, event.sequence());
          insert.setString(3, event.json());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
    waiting.clear();
    count = 0;
  }

  /** The number of the event before this one, which is stored; 0 before the first. */
  private long lastBefore(StoreCommand.AppendSearchEvent event) {
    String before =
        event.sequence() == 1
            ? "SELECT 0 FROM experiments WHERE id = :id"
            : "SELECT sequence FROM search_events WHERE experiment = :id AND sequence = :before";
    return handle
        .createQuery(before)
        .bind("id", event.experiment().value())
        .bind("before", event.sequence() - 1)
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> gap(event));
  }

  private static RefusedWriteException gap(StoreCommand.AppendSearchEvent event) {
    return new RefusedWriteException(
        "search events of an experiment follow each other without a gap, but "
            + event.experiment()
            + " has no event before "
            + event.sequence());
  }
}
