package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BatchTest {
  private static final Batch RAGGED = new Batch(3, 2, new float[6], new float[6], new int[] {3, 1});

  @Test
  void countsTheStepsThatSequencesHave() {
    assertThat(RAGGED.countedRows(Head.EVERY_STEP)).isEqualTo(4);
    assertThat(RAGGED.countedRows(Head.LAST_STEP)).isEqualTo(2);
    // rows are [time][batch]: row 3 is step 1 of the second sequence, which has one step
    assertThat(RAGGED.counts(Head.EVERY_STEP, 1)).isTrue();
    assertThat(RAGGED.counts(Head.EVERY_STEP, 2)).isTrue();
    assertThat(RAGGED.counts(Head.EVERY_STEP, 3)).isFalse();
  }

  @Test
  void refusesLengthsThatDoNotFit() {
    assertThatThrownBy(() -> new Batch(3, 2, new float[6], new float[6], new int[] {3}))
        .hasMessage("a batch of 2 sequences has as many lengths, but there are 1");
    assertThatThrownBy(() -> new Batch(3, 1, new float[3], new float[3], new int[] {4}))
        .hasMessage("a length lies between 1 and the batch's 3 steps, but is 4");
    assertThatThrownBy(() -> new Batch(3, 1, new float[3], new float[3], new int[] {0}))
        .hasMessage("a length lies between 1 and the batch's 3 steps, but is 0");
  }
}
