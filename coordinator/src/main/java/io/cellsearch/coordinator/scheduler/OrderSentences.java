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
    count(parts, resting, "trial rests", "trials rest");
    count(parts, back, "runs to its next checkpoint", "run to their next checkpoint");
    count(
        parts,
        through,
        "runs to its end as dl4j writes no checkpoint",
        "run to their ends as dl4j writes no checkpoint");
    count(parts, evaluations, "evaluation ends first", "evaluations end first");
    return id + " is paused: " + told(parts);
  }

  static String goesOn(ExperimentId id, int waiting) {
    List<String> parts = new ArrayList<>();
    count(parts, waiting, "trial waits for a slot", "trials wait for a slot");
    return id + " goes on: " + told(parts);
  }

  static String stopping(ExperimentId id, int begun, boolean over) {
    if (begun == 0) {
      return id + (over ? " has ended" : " is stopping") + ": no trial was under way";
    }
    return id
        + " is stopping: no trial starts any more, "
        + begun
        + (begun == 1 ? " comes to its end" : " come to their ends");
  }

  static String cancelled(ExperimentId id, int running, int waiting) {
    List<String> parts = new ArrayList<>();
    count(parts, running, "attempt is abandoned", "attempts are abandoned");
    count(parts, waiting, "trial that waited is cancelled", "trials that waited are cancelled");
    return id + " is cancelled: " + told(parts) + "; results stay";
  }

  private static String told(List<String> parts) {
    return parts.isEmpty() ? "no trial is under way" : String.join(", ", parts);
  }

  private static void count(List<String> parts, int number, String one, String more) {
    if (number > 0) {
      parts.add(number + " " + (number == 1 ? one : more));
    }
  }
}
