package io.cellsearch.cli.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged. Commands say what they have to say themselves: only warnings are logged. */
public final class Logging {
  private static final String OURS = "io.cellsearch";

  private Logging() {}

  /** A service tells what it does. */
  public static void service() {
    ((Logger) LoggerFactory.getLogger(OURS)).setLevel(Level.INFO);
  }
}
