package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an attempt hears where it is to pause. */
@Tag("unit")
@Timeout(30)
final class RestTest {
  private final Rest rest = new Rest();

  /** What an attempt at an epoch hears when a word comes while it waits, or just before. */
  private int heard(int epoch, Consumer<Rest> word) throws Exception {
    CompletableFuture<Integer> answer =
        CompletableFuture.supplyAsync(() -> rest.mayTrainTo(epoch, epoch));
    word.accept(rest);
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aWordLetsItGoOn() throws Exception {
    assertThat(heard(1, rest -> rest.goOn(2))).isEqualTo(2);
  }

  @Test
  void theWordToPauseEndsTheWait() throws Exception {
    assertThat(heard(4, rest -> rest.pause(4))).isLessThanOrEqualTo(4);
  }

  @Test
  void aStopEndsTheWait() throws Exception {
    assertThat(heard(4, Rest::end)).isLessThanOrEqualTo(4);
  }

  @Test
  void aWordThatCameAheadNeedsNoWait() {
    rest.goOn(8);

    assertThat(rest.mayTrainTo(2, 2)).isEqualTo(8);
  }

  @Test
  void aPauseOfAnEarlierEpochIsNoneOfALaterOne() throws Exception {
    rest.pause(1);
    rest.goOn(2);

    assertThat(heard(2, rest -> rest.goOn(4))).isEqualTo(4);
  }

  @Test
  void withoutAWordItPausesAfterAWhile() {
    assertThat(rest.mayTrainTo(1, 1)).isLessThanOrEqualTo(1);
  }
}
