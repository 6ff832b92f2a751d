package io.cellsearch.cli.process;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Lets a service end in order when it is told to, by Ctrl-C or SIGTERM; the second time it ends at
 * once. A service that ended in order has the exit status 0, which a shutdown hook could not give.
 */
public final class EndSignal {
  /** What shells add to a signal's number. */
  private static final int SIGNALLED = 128;

  private final AtomicBoolean heard = new AtomicBoolean();
  private final Runnable end;

  private EndSignal(Runnable end) {
    this.end = end;
  }

  /** Handles these signals from now on; one that this process was started to ignore stays so. */
  public static void handledBy(Runnable end) {
    EndSignal handler = new EndSignal(end);
    Signal.handle(new Signal("INT"), handler::heard);
    Signal.handle(new Signal("TERM"), handler::heard);
  }

  private void heard(Signal signal) {
    if (heard.getAndSet(true)) {
      Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }
    new Thread(end, "end").start();
  }
}
