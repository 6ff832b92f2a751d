package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A runner warms up until its first attempt. */
@Tag("unit")
final class WarmUpTest {

  @Test
  void trainsTwoCellsForFortyBatches() {
    AtomicInteger asked = new AtomicInteger();

    WarmUp.run(() -> asked.incrementAndGet() < 0);

    assertThat(asked).hasValue(80);
  }

  @Test
  void endsAtTheNextBatchWhenItIsToldTo() {
    AtomicInteger asked = new AtomicInteger();

    WarmUp.run(() -> asked.incrementAndGet() >= 3);

    // The third question ends the first cell; the second cell asks once.
    assertThat(asked).hasValue(4);
  }
}
