package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.blob.FileServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts that pause: what the runner hears of it, and what becomes of their checkpoints. */
@Tag("unit")
final class PausesTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final String FILE = Attempts.checkpoint(4).sha256();
  private static final Outcome PAUSED = new Outcome.Paused(4, Optional.of(Attempts.checkpoint(4)));

  @TempDir Path folder;
  private FileServer server;
  private Stage stage;

  @BeforeEach
  void start() throws Exception {
    server = new FileServer();
    stage = new Stage(folder);
    stage.expect(ToCoordinator.Hello.class);
    stage.runner.ready();
    stage.welcome(Attempts.TERM, Optional.of(server.url()));
    stage.expect(ToCoordinator.RequestWork.class);
    stage.running(ID);
  }

  @AfterEach
  void stop() {
    stage.close();
    server.close();
  }

  private ToCoordinator.Ended pauses() throws IOException {
    Files.writeString(folder.resolve(FILE), "a checkpoint");
    stage.runner.says(Attempts.ended(ID, PAUSED));
    return stage.await(ToCoordinator.Ended.class);
  }

  @Test
  void theRunnerHearsHowFarAnAttemptMayTrain() throws Exception {
    stage.tell(new ToWorker.GoOn(ID, 8));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.GoOn(ID.trial(), 1, 8));
  }

  @Test
  void theRunnerHearsThatAnAttemptNeedNotWait() throws Exception {
    stage.tell(new ToWorker.PauseTrial(ID, 4));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.PauseTrial(ID.trial(), 1, 4));
  }

  @Test
  void theRunnerHearsThatAnAttemptIsWantedBack() throws Exception {
    stage.tell(new ToWorker.HandBack(ID));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.HandBack(ID.trial(), 1));
  }

  @Test
  void whatComesTooLateIsNotPassedOn() throws Exception {
    pauses();

    stage.tell(new ToWorker.GoOn(ID, 8));
    stage.tell(new ToWorker.PauseTrial(ID, 4));
    stage.tell(new ToWorker.HandBack(ID));
    stage.expectSilence();

    assertThat(stage.runner.heardNothingMore()).isTrue();
  }

  @Test
  void theCheckpointOfAPauseIsStoredBeforeThePauseIsTold() throws Exception {
    assertThat(pauses().end().outcome()).isEqualTo(PAUSED);

    assertThat(server.find(FILE)).isPresent();
    assertThat(folder.resolve(FILE)).exists();
  }

  @Test
  void onceAPauseIsAcknowledgedItsCheckpointNeedNotStayHere() throws Exception {
    pauses();

    stage.tell(new ToWorker.AckEnded(ID));

    stage.await(ToCoordinator.RequestWork.class);
    assertThat(folder.resolve(FILE)).doesNotExist();
  }

  @Test
  void aCheckpointThatAnotherAttemptGoesOnFromStays() throws Exception {
    pauses();
    AttemptId next = new AttemptId(ID.trial(), 2);
    stage.tell(new ToWorker.Assign(Attempts.resume(next, Attempts.checkpoint(4))));
    assertThat(stage.runner.hears()).isInstanceOf(Frame.Start.class);

    stage.tell(new ToWorker.AckEnded(ID));
    stage.await(ToCoordinator.RequestWork.class);

    assertThat(folder.resolve(FILE)).exists();
  }
}
