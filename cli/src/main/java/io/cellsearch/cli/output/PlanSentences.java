package io.cellsearch.cli.output;

import io.cellsearch.core.simulation.CostPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a plan says beside its table: sums, time, and what was assumed. */
public final class PlanSentences {
  private PlanSentences() {}

  /**
   * A sentence each.
   *
   * @param secondsPerEpoch of a trial of mean speed, where it is known
   */
  public static List<String> of(CostPlan plan, int slots, OptionalDouble secondsPerEpoch) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        text(
            "%.0f epochs%s; on %d slots as long as %.0f epochs one after the other.",
            plan.epochs(), share(plan), slots, plan.makespan()));
    if (plan.resumes() > 0) {
      sentences.add(
          text(
              "%.0f times a trial goes on from the checkpoint of its pause; each costs a checkpoint"
                  + " brought away and fetched.",
              plan.resumes()));
    }
    secondsPerEpoch.ifPresent(
        seconds ->
            sentences.add(
                text(
                    "At %.3g s an epoch that is about %s.",
                    seconds, time(plan.makespan() * seconds))));
    sentences.add(
        text(
            "Assumed: losses fall as power laws whatever the configuration, epochs of a trial take"
                + " 0.5 to 1.5 times the mean, no trial fails, none loses its patience; the mean of"
                + " %d runs.",
            plan.runs()));
    return sentences;
  }

  private static String share(CostPlan plan) {
    return plan.most().isEmpty()
        ? ""
        : text(
            " of at most %d (%.0f %%)",
            plan.most().getAsLong(), 100 * plan.epochs() / plan.most().getAsLong());
  }

  private static String time(double seconds) {
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " s";
    }
    return time.toHours() < 2
        ? time.toMinutes() + " min"
        : text("%d h %02d min", time.toHours(), time.toMinutesPart());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
