package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CheckpointIntervalTest {
  private final AtomicLong nanoTime = new AtomicLong(-5_000_000_000L);

  @Test
  void aCheckpointIsDueWhenTheIntervalIsOverAndThenTheNextOneBegins() {
    CheckpointInterval interval = new CheckpointInterval(Duration.ofSeconds(10), nanoTime::get);

    nanoTime.addAndGet(9_999_999_999L);
    assertThat(interval.isDue()).isFalse();
    nanoTime.addAndGet(1);
    assertThat(interval.isDue()).isTrue();
    assertThat(interval.isDue()).isFalse();
    nanoTime.addAndGet(10_000_000_000L);
    assertThat(interval.isDue()).isTrue();
  }

  @Test
  void anIntervalOfNoLengthIsAlwaysOver() {
    CheckpointInterval interval = new CheckpointInterval(Duration.ZERO, nanoTime::get);

    assertThat(interval.isDue()).isTrue();
    assertThat(interval.isDue()).isTrue();
  }
}
