package io.cellsearch.coordinator.telemetry;

import java.util.Locale;

/** Why a worker's message is not obeyed: no worker that is in order sends such a one. */
public enum Refusal {
  /** It is about an attempt that this worker was never given. */
  FOREIGN_ATTEMPT,
  /** It asks for more work than the worker has slots, or for less than none. */
  IMPOSSIBLE_SLOTS,
  /** It says hello with the name of a worker that is heard from elsewhere. */
  NAME_IN_USE,
  /** It speaks in the name of a worker that said hello from elsewhere. */
  OTHER_SENDER;

  /** As the meters name it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
