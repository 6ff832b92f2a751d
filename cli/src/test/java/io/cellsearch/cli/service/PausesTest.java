package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.local.LocalSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trials that pause at their rungs and go on from their checkpoints, with real processes. A trial's
 * configuration and seed follow from its number in a random search, so that a search which pauses
 * nothing knows every loss beforehand.
 */
@Tag("cluster")
final class PausesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TRIALS = 8;
  private static final int EPOCHS = 8;

  private static final String SPEC =
      """
      name: %s
      %s
      model:
        cell: {values: [lstm, gru, mgu]}
        units: {type: int, min: 8, max: 24, scale: log}
        dropout: {min: 0.0, max: 0.3}
      training:
        optimizer: {values: [adam, rmsprop]}
        learning_rate: {min: 1e-3, max: 3e-2, scale: log}
        max_epochs: %d
      search: {algorithm: random, seed: 11}
      early_stopping: %s
      limits: {max_trials: %d}
      """;

  private static Path folder = Path.of("");
  private static Services services = new Services(folder);

  /** The losses of each trial, by epoch, when none pauses. */
  private static Map<Integer, List<Double>> undisturbed = Map.of();

  @BeforeAll
  static void everyTrialIsTrainedWithoutAPause(@TempDir Path given) throws Exception {
    folder = given;
    Co2.copyTo(folder);
    services = new Services(folder);
    services.coordinator("--lease", "6");
    services.workers(2);
    String free = submit("free", "{algorithm: none}");
    end(free);
    undisturbed = losses(free);
  }

  @AfterAll
  static void endAll() {
    services.close();
  }

  private static String submit(String name, String stopping) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, SPEC.formatted(name, Co2.TASK, EPOCHS, stopping, TRIALS));
    return Submission.submit(services.client(), LocalSpec.read(file));
  }

  private static Views.Experiment end(String id) throws ApiException {
    try {
      Awaitility.await(id + " ends")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          // A coordinator that was killed does not answer for a while.
          .ignoreExceptionsInstanceOf(ApiException.class)
          .until(() -> services.client().experiment(id).ended());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + services.logs(), e);
    }
    return services.client().experiment(id);
  }

  private static JsonNode trial(String id, int number) throws ApiException {
    return services.client().json("api/experiments/" + id + "/trials/" + number);
  }

  /** The validation losses of each trial, by epoch. */
  private static Map<Integer, List<Double>> losses(String id) throws ApiException {
    Map<Integer, List<Double>> losses = new LinkedHashMap<>();
    for (int number = 1; number <= TRIALS; number++) {
      List<Double> curve = new ArrayList<>();
      trial(id, number)
          .path("curve")
          .forEach(point -> curve.add(point.path("validationLoss").asDouble()));
      losses.put(number, curve);
    }
    return losses;
  }

  private static List<JsonNode> attempts(String id) throws ApiException {
    List<JsonNode> attempts = new ArrayList<>();
    for (int number = 1; number <= TRIALS; number++) {
      trial(id, number).path("attempts").forEach(attempts::add);
    }
    return attempts;
  }

  @Test
  void aTrialThatPausedHasTheLossesOfOneThatNeverDid() throws Exception {
    services.workers(2);
    String rungs = submit("rungs", "{algorithm: asha, variant: promotion, reduction_factor: 2}");
    Views.Experiment ended = end(rungs);

    assertThat(ended.state()).isEqualTo("COMPLETED");
    assertThat(ended.resumes()).isPositive();
    Map<Integer, List<Double>> found = losses(rungs);
    // Rungs at 1, 2 and 4 epochs, and the end.
    assertThat(found.values()).allMatch(curve -> List.of(1, 2, 4, EPOCHS).contains(curve.size()));
    assertThat(found.values()).anyMatch(curve -> curve.size() == EPOCHS);
    assertBeginningsOfUndisturbed(found);
    assertResumesAreTold(rungs, ended.resumes());
  }

  private static void assertBeginningsOfUndisturbed(Map<Integer, List<Double>> found) {
    found.forEach(
        (number, curve) ->
            assertThat(curve)
                .isEqualTo(
                    Objects.requireNonNull(undisturbed.get(number)).subList(0, curve.size())));
  }

  /** Each resume is an attempt from where the one before it paused. */
  private static void assertResumesAreTold(String id, int resumes) throws ApiException {
    List<JsonNode> attempts = attempts(id);
    assertThat(attempts)
        .filteredOn(attempt -> attempt.path("fromEpoch").asInt() > 0)
        .hasSize(resumes)
        .allMatch(attempt -> List.of(1, 2, 4).contains(attempt.path("fromEpoch").asInt()));
    assertThat(attempts)
        .filteredOn(attempt -> attempt.path("end").asText().equals("paused"))
        .hasSizeGreaterThanOrEqualTo(resumes);
  }

  @Test
  void aKilledWorkerAndAKilledCoordinatorCostPausedTrialsNothing() throws Exception {
    Process victim = services.workers(2).get(1);
    String rungs = submit("struck", "{algorithm: asha, variant: promotion, reduction_factor: 2}");
    Awaitility.await("a trial rests")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(ApiException.class)
        .until(() -> services.client().experiment(rungs).trials().paused() > 0);

    Services.kill(victim);
    services.killCoordinatorAndStartAgain();

    assertThat(end(rungs).trials().done()).isEqualTo(TRIALS);
    assertBeginningsOfUndisturbed(losses(rungs));
  }

  @Test
  void aSearchWhoseTimeIsOverBeforeATrialCompletedHasAWinner() throws Exception {
    services.workers(2);
    Path file = folder.resolve("short.yaml");
    String promotion = "{algorithm: asha, variant: promotion}";
    // No trial may lose its patience: that would complete it.
    Files.writeString(
        file,
        SPEC.formatted("short", Co2.TASK, 1_000_000, promotion, TRIALS)
            .replace("max_trials: " + TRIALS, "max_trials: unlimited, max_duration: 8s")
            .replace("  max_epochs:", "  patience: 1000000\n  max_epochs:"));
    String id = Submission.submit(services.client(), LocalSpec.read(file));

    Views.Experiment ended = end(id);

    assertThat(ended.reason()).isEqualTo("the time was over");
    assertThat(ended.trials().planned()).isNull();
    assertThat(ended.trials().completed()).isZero();
    Views.Row winner = services.client().leaderboard(id, 1).rows().get(0);
    assertThat(winner.state()).isEqualTo("STOPPED");
    assertThat(winner.testLoss()).isNotNull();
  }
}
