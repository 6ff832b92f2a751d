package io.cellsearch.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  @Test
  void pausesDoubleUpToTheLongest() {
    // 1, 2, 4, 8, 16; 32 is more than 30
    assertThat(Stream.generate(() -> backoff.pause().toSeconds()).limit(7))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void afterASuccessTheFirstPauseIsShortAgain() {
    backoff.pause();
    backoff.pause();

    backoff.reset();

    assertThat(backoff.pause()).isEqualTo(Duration.ofSeconds(1));
  }
}
