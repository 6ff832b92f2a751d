package io.cellsearch.worker.actor;

import io.cellsearch.protocol.AttemptId;
import org.slf4j.MDC;

/** The log lines that are about one attempt: each carries its trial and its number. */
final class AttemptLog {
  private AttemptLog() {}

  static void about(AttemptId id, Runnable line) {
    try (MDC.MDCCloseable trial = MDC.putCloseable("trial", id.trial().toString());
        MDC.MDCCloseable attempt = MDC.putCloseable("attempt", Integer.toString(id.attempt()))) {
      line.run();
    }
  }
}
