package io.cellsearch.cli.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/** The first Ctrl-C asks for an orderly end; the second one ends this process at once. */
public final class CtrlC {
  /** What shells report for a process that Ctrl-C ended. */
  public static final int EXIT_CODE = 130;

  private final CountDownLatch pressed = new CountDownLatch(1);

  private CtrlC() {}

  /** Handles Ctrl-C from now on. */
  public static CtrlC handled() {
    CtrlC keys = new CtrlC();
    Signal.handle(new Signal("INT"), signal -> keys.press());
    return keys;
  }

  /** Leaves Ctrl-C as it is: it ends this process. */
  public static CtrlC asEver() {
    return new CtrlC();
  }

  private void press() {
    if (pressed.getCount() == 0) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    pressed.countDown();
  }

  /** Whether it was pressed. */
  public boolean pressed() {
    return pressed.getCount() == 0;
  }

  /** Waits for it, at most for so long; true when it was pressed. */
  public boolean await(Duration atMost) throws InterruptedException {
    return pressed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for it. */
  public void await() throws InterruptedException {
    pressed.await();
  }
}
