package io.cellsearch.training.task;

import io.cellsearch.training.data.PianoRoll;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Head;

/** True positives by all that were played or predicted; a pitch is predicted from even odds on. */
final class FrameAccuracy {
  private long hits;
  private long union;

  /**
   * Counts a batch.
   *
   * @param logits [time][batch][pitch]
   */
  void add(Batch batch, float[] logits) {
    for (int row = 0; row < batch.steps() * batch.size(); row++) {
      if (batch.counts(Head.EVERY_STEP, row)) {
        for (int i = row * PianoRoll.PITCHES; i < (row + 1) * PianoRoll.PITCHES; i++) {
          boolean played = batch.targets()[i] > 0;
          boolean predicted = logits[i] > 0;
          hits += played && predicted ? 1 : 0;
          union += played || predicted ? 1 : 0;
        }
      }
    }
  }

  /** From 0 to 1, higher is better; 1 where there was nothing to find and nothing was found. */
  double value() {
    return union == 0 ? 1 : (double) hits / union;
  }
}
