package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that is killed while the best are trained again, held against one that lives. */
@Tag("cluster")
final class ConfirmServicesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SPEC =
      """
      name: again
      %s
      model:
        cell: {values: [lstm, gru, mgu]}
        units: {type: int, min: 8, max: 24, scale: log}
      training:
        learning_rate: {min: 1e-3, max: 3e-2, scale: log}
        max_epochs: 8
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      limits: {max_trials: 3}
      confirm: {top: 2, seeds: 2}
      """
          .formatted(Co2.TASK);

  @TempDir private Path folder;

  @Test
  void aKilledCoordinatorConfirmsWhatALivingOneDoes() throws Exception {
    Co2.copyTo(folder);
    Path spec = Files.writeString(folder.resolve("again.yaml"), SPEC);
    try (Services services = new Services(folder)) {
      services.coordinator();
      services.worker("a");
      String killed = Submission.submit(services.client(), LocalSpec.read(spec));
      until(services, "some repetitions are done", () -> isMidway(services, killed));
      services.killCoordinatorAndStartAgain();
      Views.Leaderboard found = ended(services, killed);

      String lived = Submission.submit(services.client(), LocalSpec.read(spec));
      Views.Leaderboard expected = ended(services, lived);

      assertThat(confirmations(found)).hasSize(2).isEqualTo(confirmations(expected));
      assertThat(found.winner()).isNotNull().isEqualTo(expected.winner());
      assertSame(services, killed, lived, Objects.requireNonNull(found.winner()));
    }
  }

  private static boolean isMidway(Services services, String id) throws ApiException {
    Views.Repetitions repetitions = services.client().experiment(id).repetitions();
    return repetitions != null && repetitions.done() > 0 && repetitions.done() < 4;
  }

  private static Views.Leaderboard ended(Services services, String id) throws ApiException {
    until(services, "the experiment ends", () -> services.client().experiment(id).ended());
    assertThat(services.client().experiment(id).state()).isEqualTo("COMPLETED");
    return services.client().leaderboard(id, null);
  }

  private static List<Views.Confirmation> confirmations(Views.Leaderboard board) {
    return board.rows().stream().map(Views.Row::confirmation).filter(Objects::nonNull).toList();
  }

  /** Equal configurations with equal seeds have equal losses, in whichever experiment. */
  private static void assertSame(Services services, String one, String other, int trial)
      throws ApiException {
    JsonNode test =
        services
            .client()
            .compare(
                new TrialId(new ExperimentId(one), trial),
                new TrialId(new ExperimentId(other), trial))
            .path("test");
    assertThat(test.path("name").asText()).isEqualTo("paired t-test");
    assertThat(test.path("difference").asDouble()).isZero();
    assertThat(test.path("p").asDouble()).isEqualTo(1);
  }

  private static void until(Services services, String what, Callable<Boolean> condition) {
    await(what + ", see " + services.http())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        // A coordinator that was killed does not answer for a while.
        .ignoreExceptionsInstanceOf(ApiException.class)
        .until(condition);
  }
}
