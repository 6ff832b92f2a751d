package io.cellsearch.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of the HTTP API, as far as the commands read them. A null loss stands for none. */
public final class Views {
  private Views() {}

  /**
   * How many trials are in which state; {@code planned} is the most that there will be, null where
   * epochs or time are the bound.
   */
  public record Counts(
      @Nullable Integer planned,
      int total,
      int queued,
      int running,
      int paused,
      int completed,
      int stopped,
      int diverged,
      int failed,
      int cancelled) {

    /** Trials to which nothing more happens. */
    public int done() {
      return completed + stopped + diverged + failed + cancelled;
    }
  }

  /** One experiment. */
  public record Experiment(
      String id,
      String name,
      List<String> labels,
      String state,
      @Nullable String reason,
      String metric,
      String goal,
      Counts trials,
      int resumes,
      @Nullable Double bestValidationLoss,
      @Nullable Repetitions repetitions,
      String createdAt,
      @Nullable String finishedAt) {

    /** Whether nothing more happens to the experiment. */
    public boolean ended() {
      return switch (state) {
        case "RUNNING", "PAUSED", "STOPPING" -> false;
        default -> true;
      };
    }
  }

  /** What became of an order. */
  public record Ordered(String experiment, String state, boolean changed, String message) {}

  /** Trainings of the best with fresh seeds, and how many of them are over. */
  public record Repetitions(int total, int done) {}

  /** All experiments, newest first. */
  public record Experiments(List<Experiment> experiments) {}

  /** What a method without training reaches. */
  public record Reference(String name, double validationLoss, double testLoss) {}

  /** One trial on the leaderboard. */
  public record Row(
      @Nullable Integer rank,
      int trial,
      String cell,
      Map<String, JsonNode> parameters,
      int epochs,
      @Nullable Double validationLoss,
      @Nullable Double testLoss,
      double seconds,
      String state,
      @Nullable String worker,
      @Nullable Confirmation confirmation) {}

  /** What a trial reached on the test part over fresh seeds; the mean is its test loss. */
  public record Confirmation(
      int repetitions,
      int tested,
      @Nullable Double mean,
      @Nullable Double margin,
      List<Repetition> runs) {}

  /** A training with a fresh seed. */
  public record Repetition(
      int trial, int repetition, long seed, String state, @Nullable Double testLoss) {}

  /** The ranking of an experiment's trials. */
  public record Leaderboard(
      String experiment,
      String metric,
      String goal,
      @Nullable Integer winner,
      List<Reference> references,
      List<Row> rows) {}

  /** One thing that is wrong with a submitted file. */
  public record Problem(
      String file,
      int line,
      int column,
      String path,
      String rule,
      String value,
      @Nullable String suggestion) {}
}
