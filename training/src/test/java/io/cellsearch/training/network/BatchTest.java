package io.cellsearch.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

  @Test
  void isCutInSegmentsThatKnowWhatCameBefore() {
    Batch batch =
        new Batch(
            5,
            2,
            new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
            new float[] {-1, -2, -3, -4, -5, -6, -7, -8, -9, -10},
            new int[] {5, 1});

    List<Batch> segments = batch.segments(2);

    assertThat(segments).extracting(Batch::steps).containsExactly(2, 2, 1);
    assertThat(segments).extracting(Batch::before).containsExactly(0, 2, 4);
    assertThat(segments.get(1).inputs()).containsExactly(5, 6, 7, 8);
    assertThat(segments.get(2).targets()).containsExactly(-9, -10);
    // the second sequence ends within the first segment
    assertThat(segments)
        .extracting(Batch::lengths)
        .containsExactly(lengths(2, 1), lengths(2, 0), lengths(1, 0));
  }

  private static int[] lengths(int... lengths) {
    return lengths;
  }

  @Test
  void staysWholeWhereASegmentIsAsLong() {
    assertThat(RAGGED.segments(3)).containsExactly(RAGGED);
    assertThat(RAGGED.segments(100).get(0)).isSameAs(RAGGED);
  }
}
