package io.cellsearch.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cli.client.Submission;
import io.cellsearch.cli.local.LocalSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in a real browser, against a coordinator and a worker as processes. What a user does
 * and sees there is told in {@code web-ui/e2e}; the screenshots lie in {@code target/screenshots}.
 */
@Tag("browser")
final class PageTest {
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
        services.worker("a");
        script.awaitRequest("kill the coordinator");
        Services.kill(services.coordinatorProcess());
        script.awaitRequest("start it again");
        services.coordinatorAgain();

        assertThat(script.passed()).as(services.logs()).isTrue();
      }
    }
  }

  private static void submit(Services services, Path file, String spec) throws Exception {
    Files.writeString(file, spec);
    Submission.submit(services.client(), LocalSpec.read(file));
  }
}
