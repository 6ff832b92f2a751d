package io.cellsearch.coordinator.scheduler;

import io.cellsearch.core.trial.ExperimentId;
import java.util.ArrayList;
import java.util.List;

/** What orders have brought about, in a sentence for people. */
final class OrderSentences {
  private OrderSentences() {}

  /**
   * @param back trials that come back with a checkpoint
   * @param through trials whose engine writes none
   */
  static String paused(ExperimentId id, int resting, int back, int through, int evaluations) {
    List<String> parts = new ArrayList<>();
    parts.add(count(resting, "trial rests", "trials rest"));
    if (back > 0) {
      parts.add(count(back, "runs to its next checkpoint", "run to their next checkpoint"));
    }
    if (through > 0) {
      parts.add(
          count(through, "runs to its end", "run to their ends") + " as dl4j writes no checkpoint");
    }
    if (evaluations > 0) {
      parts.add(count(evaluations, "evaluation ends first", "evaluations end first"));
    }
    return id + " is paused: " + String.join(", ", parts);
  }

  static String goesOn(ExperimentId id, int waiting) {
    return id + " goes on: " + count(waiting, "trial waits for a slot", "trials wait for a slot");
  }

  static String stopping(ExperimentId id, int begun, boolean over) {
    if (begun == 0) {
      return id + (over ? " has ended" : " is stopping") + ": no trial was under way";
    }
    return id
        + " is stopping: no trial starts any more, "
        + count(begun, "comes to its end", "come to their ends");
  }

  static String cancelled(ExperimentId id, int running, int waiting) {
    return id
        + " is cancelled: "
        + count(running, "attempt is abandoned", "attempts are abandoned")
        + ", "
        + count(waiting, "trial that waited is cancelled", "trials that waited are cancelled")
        + "; results stay";
  }

  private static String count(int number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
