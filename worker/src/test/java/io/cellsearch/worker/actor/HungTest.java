package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.worker.Attempts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attempt that does no more batches costs its runner, and its trial a failure. */
@Tag("unit")
final class HungTest {
  private static final AttemptId HUNG = Attempts.id(1);
  private static final AttemptId INNOCENT = Attempts.id(2);
  private static final Duration ALMOST = Duration.ofMinutes(5);

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    stage = new Stage(folder);
    stage.begin();
    stage.running(HUNG);
    stage.running(INNOCENT);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private ToCoordinator.Renew renewed() {
    return stage.await(ToCoordinator.Renew.class);
  }

  @Test
  void theAttemptHasFailedAndTheOtherOneGoesOnWithoutBlame() {
    stage.pass(ALMOST);
    stage.runner.says(Attempts.progress(INNOCENT, 1));
    // The word of the runner is taken in before time goes on.
    renewed();

    stage.pass(WorkerActor.REPEAT);

    Map<AttemptId, Outcome> ends = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      ToCoordinator.AttemptEnded end = stage.await(ToCoordinator.Ended.class).end();
      ends.put(end.id(), end.outcome());
    }
    assertThat(ends.get(HUNG)).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) ends.get(HUNG)).cause()).startsWith("HUNG");
    assertThat(ends.get(INNOCENT)).isEqualTo(new Outcome.Paused(0, Optional.empty()));
  }
}
