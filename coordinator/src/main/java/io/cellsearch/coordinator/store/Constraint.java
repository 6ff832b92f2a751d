package io.cellsearch.coordinator.store;

import java.sql.SQLException;

/** Tells a broken rule of the schema from a database that does not work. */
final class Constraint {
  /** The class of SQLSTATE codes for integrity constraint violations, on both databases. */
  private static final String INTEGRITY_VIOLATION = "23";

  /** The class of SQLSTATE codes for data that does not fit its column. */
  private static final String DATA_EXCEPTION = "22";

  private Constraint() {}

  static boolean violatedBy(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith(INTEGRITY_VIOLATION) || state.startsWith(DATA_EXCEPTION);
      }
    }
    return false;
  }
}
