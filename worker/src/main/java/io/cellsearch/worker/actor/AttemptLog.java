package io.cellsearch.worker.actor;

import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The log lines that are about one attempt: each carries its trial and its number. */
final class AttemptLog {
  /**
   * At the level of debugging a line for each report that the coordinator has acknowledged, with
   * its step and its validation loss: what its tables must hold from then on, whatever happens.
   */
  private static final Logger ACKNOWLEDGED =
      LoggerFactory.getLogger("io.cellsearch.worker.acknowledged");

  private AttemptLog() {}

  static void about(AttemptId id, Runnable line) {
    try (MDC.MDCCloseable trial = MDC.putCloseable("trial", id.trial().toString());
        MDC.MDCCloseable attempt = MDC.putCloseable("attempt", Integer.toString(id.attempt()))) {
      line.run();
    }
  }

  static void acknowledged(AttemptReport stored) {
    ACKNOWLEDGED.debug(
        "{} {} {}", stored.id(), stored.report().step(), stored.report().validationLoss());
  }
}
