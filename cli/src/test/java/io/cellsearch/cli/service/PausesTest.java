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
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
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

  @TempDir private Path folder;

  @BeforeEach
  void data() throws Exception {
    Co2.copyTo(folder);
  }

  private String submit(Services services, String name, String stopping) throws Exception {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, SPEC.formatted(name, Co2.TASK, EPOCHS, stopping, TRIALS));
    return Submission.submit(services.client(), LocalSpec.read(file));
  }

  private static Views.Experiment end(Services services, String id) throws ApiException {
    try {
      Awaitility.await(id + " ends")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> services.client().experiment(id).ended());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "\n" + services.logs(), e);
    }
    return services.client().experiment(id);
  }

  private static JsonNode trial(Services services, String id, int number) throws ApiException {
    return services.client().json("api/experiments/" + id + "/trials/" + number);
  }

  /** The validation losses of each trial, by epoch. */
  private static Map<Integer, List<Double>> losses(Services services, String id)
      throws ApiException {
    Map<Integer, List<Double>> losses = new LinkedHashMap<>();
    for (int number = 1; number <= TRIALS; number++) {
      List<Double> curve = new ArrayList<>();
      trial(services, id, number)
          .path("curve")
          .forEach(point -> curve.add(point.path("validationLoss").asDouble()));
      losses.put(number, curve);
    }
    return losses;
  }

  private static List<JsonNode> attempts(Services services, String id) throws ApiException {
    List<JsonNode> attempts = new ArrayList<>();
    for (int number = 1; number <= TRIALS; number++) {
      trial(services, id, number).path("attempts").forEach(attempts::add);
    }
    return attempts;
  }

  @Test
  void aTrialThatPausedHasTheLossesOfOneThatNeverDid() throws Exception {
    try (Services services = new Services(folder)) {
      services.coordinator();
      services.worker("a");
      services.worker("b");
      String free = submit(services, "free", "{algorithm: none}");
      end(services, free);
      String rungs =
          submit(services, "rungs", "{algorithm: asha, variant: promotion, reduction_factor: 2}");
      Views.Experiment ended = end(services, rungs);

      assertThat(ended.state()).isEqualTo("COMPLETED");
      assertThat(ended.resumes()).isPositive();
      Map<Integer, List<Double>> expected = losses(services, free);
      Map<Integer, List<Double>> found = losses(services, rungs);
      found.forEach(
          (number, curve) -> {
            // Rungs at 1, 2 and 4 epochs, and the end.
            assertThat(curve.size()).isIn(1, 2, 4, EPOCHS);
            assertThat(curve).isEqualTo(expected.get(number).subList(0, curve.size()));
          });
      assertThat(found.values()).anyMatch(curve -> curve.size() == EPOCHS);
      assertResumesAreTold(services, rungs, ended.resumes());
    }
  }

  /** Each resume is an attempt from where the one before it paused. */
  private static void assertResumesAreTold(Services services, String id, int resumes)
      throws ApiException {
    List<JsonNode> attempts = attempts(services, id);
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
    try (Services services = new Services(folder)) {
      Process coordinator = services.coordinator("--lease", "6");
      services.worker("a");
      Process victim = services.worker("b");
      String free = submit(services, "free", "{algorithm: none}");
      end(services, free);
      String rungs =
          submit(services, "rungs", "{algorithm: asha, variant: promotion, reduction_factor: 2}");
      Awaitility.await("a trial rests")
          .atMost(PATIENCE)
          .until(() -> services.client().experiment(rungs).trials().paused() > 0);

      Services.kill(victim);
      var http = services.http();
      String join = services.join();
      Services.kill(coordinator);
      services.coordinatorAgain(http, join);

      Awaitility.await("the experiment ends")
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(ApiException.class)
          .until(() -> services.client().experiment(rungs).ended());
      Map<Integer, List<Double>> expected = losses(services, free);
      losses(services, rungs)
          .forEach(
              (number, curve) ->
                  assertThat(curve).isEqualTo(expected.get(number).subList(0, curve.size())));
      assertThat(services.client().experiment(rungs).trials().done()).isEqualTo(TRIALS);
    }
  }

  @Test
  void aSearchWhoseTimeIsOverBeforeATrialCompletedHasAWinner() throws Exception {
    try (Services services = new Services(folder)) {
      services.coordinator();
      services.worker("a");
      // From here on the worker and its runner are up.
      end(services, submit(services, "warm-up", "{algorithm: median}"));
      Path file = folder.resolve("short.yaml");
      String promotion = "{algorithm: asha, variant: promotion}";
      // No trial may lose its patience: that would complete it.
      Files.writeString(
          file,
          SPEC.formatted("short", Co2.TASK, 1_000_000, promotion, TRIALS)
              .replace("max_trials: " + TRIALS, "max_trials: unlimited, max_duration: 10s")
              .replace("  max_epochs:", "  patience: 1000000\n  max_epochs:"));
      String id = Submission.submit(services.client(), LocalSpec.read(file));

      Views.Experiment ended = end(services, id);

      assertThat(ended.reason()).isEqualTo("the time was over");
      assertThat(ended.trials().planned()).isNull();
      assertThat(ended.trials().completed()).isZero();
      Views.Row winner = services.client().leaderboard(id, 1).rows().get(0);
      assertThat(winner.state()).isEqualTo("STOPPED");
      assertThat(winner.testLoss()).isNotNull();
    }
  }
}
