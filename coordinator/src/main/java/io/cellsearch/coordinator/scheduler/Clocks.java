package io.cellsearch.coordinator.scheduler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Two readings of the same time.
 *
 * @param wall what people are shown and tables hold; it jumps when somebody or a time server sets
 *     it
 * @param steady what durations are measured on; it never jumps, and stands still while the machine
 *     sleeps
 */
public record Clocks(Clock wall, Clock steady) {

  /** A steady clock that agrees with a wall clock now, and goes its own way from here on. */
  public static Clocks of(Clock wall) {
    return of(wall, System::nanoTime);
  }

  static Clocks of(Clock wall, LongSupplier nanos) {
    return new Clocks(wall, new Steady(wall.instant(), nanos, nanos.getAsLong()));
  }

  private static final class Steady extends Clock {
    private final Instant begin;
    private final LongSupplier nanos;
    private final long beginNanos;

    private Steady(Instant begin, LongSupplier nanos, long beginNanos) {
      this.begin = begin;
      this.nanos = nanos;
      this.beginNanos = beginNanos;
    }

    @Override
    public Instant instant() {
      return begin.plus(Duration.ofNanos(nanos.getAsLong() - beginNanos));
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
}
