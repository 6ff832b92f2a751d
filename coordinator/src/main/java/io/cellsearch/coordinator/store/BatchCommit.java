package io.cellsearch.coordinator.store;

import java.util.List;

/** Makes several writes durable together. */
interface BatchCommit {

  /** Writes and syncs; what comes back gives the answers. It does not throw. */
  Runnable write(List<Write> writes);
}
