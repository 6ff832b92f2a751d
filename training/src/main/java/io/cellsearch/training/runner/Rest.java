package io.cellsearch.training.runner;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The moment in which an attempt has come to the epoch after which it pauses: a word that it may go
 * on saves it the way through its checkpoint. The word can come before the attempt does.
 */
final class Rest {
  /**
   * How long an attempt waits. An answer takes one commit and two messages, some tens of
   * milliseconds; when it takes longer the coordinator is away or busy, and a pause costs no more
   * than the wait.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition word = lock.newCondition();
  private int target;
  private int rest;
  private boolean over;

  /** The attempt may train to this epoch, or until its trial has spent so many seconds. */
  void goOn(int to) {
    say(() -> target = Math.max(target, to));
  }

  /** The attempt shall pause at this epoch. */
  void pause(int atEpoch) {
    say(() -> rest = Math.max(rest, atEpoch));
  }

  /** The attempt ends, or is handed back. */
  void end() {
    say(() -> over = true);
  }

  private void say(Runnable change) {
    lock.lock();
    try {
      change.run();
      word.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a word; gives the last target that was named, which is not beyond what is spent for a
   * pause.
   */
  int mayTrainTo(int epoch, double spent) {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (target <= spent && rest < epoch && !over && left > 0) {
        left = word.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return target;
  }
}
