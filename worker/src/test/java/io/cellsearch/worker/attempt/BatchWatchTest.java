package io.cellsearch.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When an attempt is taken for hung. */
@Tag("unit")
final class BatchWatchTest {
  private final BatchWatch watch = new BatchWatch();

  private boolean hangsAfter(int ticks) {
    for (int i = 0; i < ticks; i++) {
      watch.tick();
    }
    return watch.hangs();
  }

  @Test
  void afterFiveMinutesWithoutABatchItHangs() {
    // 150 ticks of 2 s
    assertThat(hangsAfter(150)).isFalse();
    assertThat(hangsAfter(1)).isTrue();
  }

  @Test
  void eachBatchBeginsTheFiveMinutesAnew() {
    assertThat(hangsAfter(150)).isFalse();
    watch.counted(1);

    assertThat(hangsAfter(150)).isFalse();
  }

  @Test
  void aCounterThatIsToldAgainIsNoBatch() {
    watch.counted(7);
    assertThat(hangsAfter(150)).isFalse();
    watch.counted(7);

    assertThat(hangsAfter(1)).isTrue();
  }

  @Test
  void slowBatchesHaveTenTimesTheirMedian() {
    // Batches of 10, 20 and 40 ticks: ten times their median of 20 is 200.
    hangsAfter(10);
    watch.counted(1);
    hangsAfter(20);
    watch.counted(2);
    hangsAfter(40);
    watch.counted(3);

    assertThat(hangsAfter(200)).isFalse();
    assertThat(hangsAfter(1)).isTrue();
  }

  @Test
  void batchesThatAreToldTogetherShareTheTicks() {
    // 40 ticks for 2 batches: 10 x 20 = 200
    hangsAfter(40);
    watch.counted(2);

    assertThat(hangsAfter(200)).isFalse();
    assertThat(hangsAfter(1)).isTrue();
  }
}
