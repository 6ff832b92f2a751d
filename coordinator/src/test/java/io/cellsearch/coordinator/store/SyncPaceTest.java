package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class SyncPaceTest {
  private final SyncPace pace = new SyncPace(25, 1_000);

  @Test
  void aLoneSyncDoesNotWait() {
    assertThat(pace.waitNanos(1_000)).isZero();
  }

  @Test
  void syncsKeepTheirDistanceAfterABurstOfFour() {
    long now = 1_000;
    for (int i = 0; i < 4; i++) {
      assertThat(pace.waitNanos(now)).isZero();
      pace.synced(now);
    }
    assertThat(pace.waitNanos(now)).isEqualTo(25);
    pace.synced(now + 25);
    assertThat(pace.waitNanos(now + 25)).isEqualTo(25);
  }

  @Test
  void aPauseSavesNoMoreThanOneBurst() {
    for (int i = 0; i < 4; i++) {
      assertThat(pace.waitNanos(1_000_000)).isZero();
      pace.synced(1_000_000);
    }
    assertThat(pace.waitNanos(1_000_000)).isPositive();
  }
}
