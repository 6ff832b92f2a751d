package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.client.Views;
import io.cellsearch.cli.local.LocalSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser, against a coordinator and a worker as processes. What a user does
 * and sees there is told in {@code web-ui/e2e}; the screenshots lie in {@code target/screenshots}.
 */
@Tag("browser")
final class PageTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Rungs at 1 and 3 epochs: some of its trials are stopped early. */
  private static final String TOUR =
      """
      name: tour
      %s
      model:
        cell: {values: [lstm, gru, mgu]}
        units: {type: int, min: 16, max: 48, scale: log}
        dropout: {min: 0.0, max: 0.3}
      training:
        learning_rate: {min: 1e-3, max: 3e-2, scale: log}
        max_epochs: 9
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: asha, grace_period: 1, reduction_factor: 3}
      limits: {max_trials: 12}
      """
          .formatted(Co2.TASK);

  /**
   * Nine parameters, one of them conditional, a learning rate that makes trials diverge, and the
   * two best confirmed.
   */
  private static final String MANY_PARAMETERS =
      """
      name: many-parameters-and-a-long-name-of-an-experiment
      %s
      model:
        cell: {values: [lstm, gru, lstm-peephole]}
        units: {type: int, min: 8, max: 16}
        layers: {values: [1, 2]}
        dropout: {min: 0.0, max: 0.3}
        forget_bias: {values: [0, 1], when: {cell: [lstm]}}
      training:
        optimizer: {values: [adam, rmsprop, sgd]}
        learning_rate: {values: [0.003, 1e30]}
        batch_size: {values: [32, 64]}
        clip_norm: {min: 0.25, max: 10, scale: log}
        patience: {values: [2, 3]}
        max_epochs: 2
      search: {algorithm: random, seed: 3}
      early_stopping: {algorithm: none}
      limits: {max_trials: 6}
      confirm: {top: 2, seeds: 2}
      """
          .formatted(Co2.TASK);

  /** Long enough to be struck before its end. */
  private static final String STRUCK =
      """
      name: struck
      %s
      model:
        cell: gru
        units: 8
      training:
        learning_rate: 0.01
        max_epochs: 100
        patience: 100
      search: {algorithm: random, seed: 11}
      early_stopping: {algorithm: none}
      limits: {max_trials: 1}
      retry: {max_restarts: 0}
      """
          .formatted(Co2.TASK);

  @Test
  void aNewUserFollowsASearchFromTheEmptyPageToItsEnd(@TempDir Path folder) throws Exception {
    Browser browser = Browser.orSkip();
    Co2.copyTo(folder);
    try (Services services = new Services(folder)) {
      services.coordinator();
      try (PageScript script = browser.use(services.http(), folder, SCREENSHOTS)) {
        script.awaitRequest("submit tour.yaml");
        submit(services, folder.resolve("tour.yaml"), TOUR);
        script.awaitRequest("submit many-parameters.yaml");
        submit(services, folder.resolve("many-parameters.yaml"), MANY_PARAMETERS);
        script.awaitRequest("start a worker");
        Process worker = services.worker("a");
        script.awaitRequest("submit struck.yaml and kill its runner");
        String struck = submit(services, folder.resolve("struck.yaml"), STRUCK);
        await("it trains")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> services.client().leaderboard(struck, null).rows(), PageTest::trains);
        worker.descendants().forEach(ProcessHandle::destroyForcibly);
        script.awaitRequest("kill the coordinator");
        Services.kill(services.coordinatorProcess());
        script.awaitRequest("start it again");
        services.coordinatorAgain();

        assertThat(script.passed()).as(services.logs()).isTrue();
      }
    }
  }

  private static boolean trains(List<Views.Row> rows) {
    return rows.stream().anyMatch(row -> row.epochs() > 0);
  }

  private static String submit(Services services, Path file, String spec) throws Exception {
    Files.writeString(file, spec);
    return Submission.submit(services.client(), LocalSpec.read(file));
  }
}
