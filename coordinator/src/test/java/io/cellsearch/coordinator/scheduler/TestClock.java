package io.cellsearch.coordinator.scheduler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test sets. */
public final class TestClock extends Clock {
  private Instant now;
  private Duration jumped = Duration.ZERO;

  public TestClock(Instant start) {
    now = start;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Somebody sets it, to a time that did not pass. */
  public void jump(Duration by) {
    jumped = jumped.plus(by);
  }

  /** This one as the wall clock, and a steady one beside it that does not jump. */
  public Clocks clocks() {
    return Clocks.of(this, () -> Duration.between(Instant.EPOCH, now).toNanos());
  }

  @Override
  public Instant instant() {
    return now.plus(jumped);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
