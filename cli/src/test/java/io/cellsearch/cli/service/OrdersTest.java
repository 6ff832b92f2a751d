package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.Printed;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.local.LocalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment that the commands steer; its coordinator, worker and runner are processes. */
@Tag("cluster")
final class OrdersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** More than a trial trains before a command is heard; its patience does not end it sooner. */
  private static final int EPOCHS = 300;

  private static final String SPEC =
      """
      name: steered
      %s
      model:
        cell: gru
        units: 8
        dropout: 0.1
      training:
        learning_rate: {min: 1e-3, max: 3e-2, scale: log}
        max_epochs: %d
        patience: 300
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      # One at a time, so that none is given ahead.
      limits: {max_trials: %d, max_concurrent_trials: 1}
      """;

  @TempDir private Path folder;

  private Services services;

  @Test
  void aPauseAResumeAndAStopLoseNothingAndEndWithAWinner() throws Exception {
    Co2.copyTo(folder);
    try (Services started = new Services(folder)) {
      services = started;
      services.coordinator();
      services.worker("a");
      String id = submit(50);
      until("an epoch is over", () -> curve(id).size() > 1);

      Printed paused = command("pause", id);
      until("its slot is free", () -> counts(id).running() == 0);
      int rested = curve(id).size();
      Printed again = command("pause", id);
      assertThat(state(id)).isEqualTo("PAUSED");
      assertThat(curve(id)).hasSize(rested).hasSizeLessThan(EPOCHS);
      Printed resumed = command("resume", id);
      until("it goes on", () -> curve(id).size() > rested);
      Printed stopped = command("stop", id);
      until("it has ended", () -> services.client().experiment(id).ended());

      assertThat(paused).isEqualTo(done(id + " is paused: 1 runs to its next checkpoint"));
      assertThat(again).isEqualTo(done(id + " is paused already"));
      assertThat(resumed).isEqualTo(done(id + " goes on: 1 trial waits for a slot"));
      assertThat(stopped)
          .isEqualTo(done(id + " is stopping: no trial starts any more, 1 comes to its end"));
      assertThat(services.client().experiment(id).reason()).isEqualTo("it was stopped");
      Views.Row winner = services.client().leaderboard(id, null).rows().get(0);
      assertThat(winner.testLoss()).isNotNull();
      assertThat(counts(id).total()).isEqualTo(1);
      assertThat(command("pause", id))
          .isEqualTo(
              new Printed(
                  ExitCode.FAILED,
                  "cellsearch: "
                      + id
                      + " has ended: it is COMPLETED, and nothing of it is under way\n"));
      assertThat(curve(id)).isEqualTo(undisturbed()).hasSizeGreaterThan(rested);
    }
  }

  private static Printed done(String sentence) {
    return new Printed(ExitCode.DONE, sentence + "\n");
  }

  private String submit(int trials) throws ApiException, IOException, InterruptedException {
    Path spec =
        Files.writeString(folder.resolve("steered.yaml"), SPEC.formatted(Co2.TASK, EPOCHS, trials));
    return Submission.submit(services.client(), LocalSpec.read(spec));
  }

  /** The losses of the same trial when nobody orders anything. */
  private List<Double> undisturbed() throws ApiException, IOException, InterruptedException {
    String id = submit(1);
    until("the undisturbed one has ended", () -> services.client().experiment(id).ended());
    return curve(id);
  }

  private String state(String id) throws ApiException {
    return services.client().experiment(id).state();
  }

  private Views.Counts counts(String id) throws ApiException {
    return services.client().experiment(id).trials();
  }

  /** The validation losses of the first trial's epochs that count. */
  private List<Double> curve(String id) throws ApiException {
    if (counts(id).total() == 0) {
      return List.of();
    }
    JsonNode points = services.client().json("api/experiments/" + id + "/trials/1").path("curve");
    return StreamSupport.stream(points.spliterator(), false)
        .map(point -> point.path("validationLoss").asDouble())
        .toList();
  }

  /** Far sooner than the trial ends. */
  private Printed command(String order, String id) {
    return Printed.by(order, id, "--server", services.http().toString());
  }

  private void until(String what, Callable<Boolean> condition) {
    try {
      await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptionsInstanceOf(ApiException.class)
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(services.logs(), e);
    }
  }
}
