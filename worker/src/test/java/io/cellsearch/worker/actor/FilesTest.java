package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.LogWatch;
import io.cellsearch.worker.blob.FileServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker fetches before an attempt and brings away after it. */
@Tag("unit")
final class FilesTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final Outcome TRAINED = Attempts.trained(Optional.of(Attempts.MODEL));
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final byte[] BYTES = "a checkpoint".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private FileServer server;
  private Stage stage;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    stage = new Stage(folder);
  }

  @AfterEach
  void stop() {
    stage.close();
    server.close();
  }

  @Test
  void anAttemptWhoseDataNobodyHasFailsBeforeItsStart() throws Exception {
    begin();
    Files.delete(folder.resolve(Attempts.DATA));

    stage.tell(new ToWorker.Assign(Attempts.train(ID)));

    Outcome.Failed failed = (Outcome.Failed) stage.await(ToCoordinator.Ended.class).end().outcome();
    assertThat(failed.cause()).contains("GET of " + Attempts.DATA + " was answered with 404");
    assertThat(stage.runner.heardNothingMore()).isTrue();
  }

  @Test
  void aModelIsStoredBeforeTheEndIsTold() throws Exception {
    begin();
    stage.running(ID);

    stage.runner.says(Attempts.ended(ID, TRAINED));

    assertThat(stage.await(ToCoordinator.Ended.class).end().outcome()).isEqualTo(TRAINED);
    assertThat(server.find(Attempts.MODEL)).isPresent();
  }

  @Test
  void aModelThatTheServerCannotTakeNowIsBroughtAgain() throws Exception {
    begin();
    stage.running(ID);
    server.answerWith(503);
    try (LogWatch watch = new LogWatch(FileTransfers.class)) {
      stage.runner.says(Attempts.ended(ID, TRAINED));
      watch.await("again in");
    }

    server.answerWith(0);
    stage.pass(RETRY);

    assertThat(stage.await(ToCoordinator.Ended.class).end().outcome()).isEqualTo(TRAINED);
    assertThat(server.find(Attempts.MODEL)).isPresent();
  }

  @Test
  void anAttemptWhoseModelTheServerRefusesFails() throws Exception {
    begin();
    stage.running(ID);
    server.answerWith(413);

    stage.runner.says(Attempts.ended(ID, TRAINED));

    Outcome.Failed failed = (Outcome.Failed) stage.await(ToCoordinator.Ended.class).end().outcome();
    assertThat(failed.cause()).contains("413 an answer of the test");
  }

  /** The end was told, and the model was nowhere. */
  @Test
  void anotherActorStoresNothingBeforeItIsWelcome() throws Exception {
    begin();
    stage.running(ID);
    stage.restart();
    stage.runner.says(Attempts.ended(ID, TRAINED));
    stage.expect(ToCoordinator.Hello.class);
    stage.expectSilence();

    stage.welcome(Attempts.TERM, Optional.of(server.url()));

    assertThat(stage.await(ToCoordinator.Ended.class).end().outcome()).isEqualTo(TRAINED);
    assertThat(server.find(Attempts.MODEL)).isPresent();
  }

  /** The attempt failed, though its data was there to be fetched. */
  @Test
  void anotherActorFetchesNothingBeforeItIsWelcome() throws Exception {
    begin();
    Files.delete(folder.resolve(Attempts.DATA));
    server.answerWith(503);
    stage.tell(new ToWorker.Assign(Attempts.train(ID)));
    nextCall();

    stage.restart();
    stage.expect(ToCoordinator.Hello.class);
    stage.expectSilence();
    Files.writeString(folder.resolve(Attempts.DATA), "data");
    stage.welcome(Attempts.TERM, Optional.of(server.url()));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.Start(Attempts.train(ID)));
  }

  @Test
  void aSecondWelcomeBeginsNoTransferAgain() throws Exception {
    begin();
    stage.running(ID);
    server.answerWith(503);
    stage.runner.says(Attempts.ended(ID, TRAINED));
    nextCall();
    stage.expect(ToCoordinator.RequestWork.class);

    stage.welcome(Attempts.TERM + 1, Optional.of(server.url()));
    stage.expect(ToCoordinator.RequestWork.class);
    stage.expectSilence();

    assertThat(server.calls()).isEmpty();
  }

  @Test
  void aCheckpointIsBroughtAwayAndToldOnceItsReportsAreAcknowledged() throws Exception {
    begin();
    stage.running(ID);
    write(1);
    stage.runner.says(Attempts.reported(ID, 1), Attempts.checkpointed(ID, 1));
    stage.expect(ToCoordinator.Reports.class);
    assertThat(nextCall()).startsWith("PUT " + Attempts.checkpoint(1).sha256());
    stage.expectSilence();

    stage.tell(new ToWorker.Ack(List.of(new ReportId(ID, 1))));

    stage.expect(
        new ToCoordinator.Checkpointed(Stage.WORKER, ID, Attempts.checkpoint(1), stage.worker()));
    assertThat(server.find(Attempts.checkpoint(1).sha256())).isPresent();
    assertThat(folder.resolve(Attempts.checkpoint(1).sha256())).doesNotExist();
  }

  @Test
  void checkpointsThatTheServerCannotTakeNowMakeRoomForTheNewest() throws Exception {
    begin();
    stage.running(ID);
    server.answerWith(503);
    try (LogWatch watch = new LogWatch(FileTransfers.class)) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        write(epoch);
        stage.runner.says(Attempts.checkpointed(ID, epoch));
      }
      watch.await("again in");
    }
    server.calls().clear();

    server.answerWith(0);
    stage.pass(RETRY);

    assertThat(nextCall()).startsWith("PUT " + Attempts.checkpoint(3).sha256());
    for (int epoch = 1; epoch <= 2; epoch++) {
      assertThat(folder.resolve(Attempts.checkpoint(epoch).sha256())).doesNotExist();
    }
  }

  @Test
  void aCheckpointThatTheServerRefusesEndsNoAttempt() throws Exception {
    begin();
    stage.running(ID);
    server.answerWith(413);
    write(1);
    try (LogWatch watch = new LogWatch(WorkerActor.class)) {
      stage.runner.says(Attempts.checkpointed(ID, 1));
      watch.await("a checkpoint is lost");
    }
    server.answerWith(0);

    stage.runner.says(Attempts.ended(ID, TRAINED));

    assertThat(stage.await(ToCoordinator.Ended.class).end().outcome()).isEqualTo(TRAINED);
  }

  /** It was no longer here, so the attempt failed. */
  @Test
  void aPauseThatLeavesACheckpointWhichHasArrivedStoresNothing() throws Exception {
    begin();
    stage.running(ID);
    write(1);
    stage.runner.says(Attempts.reported(ID, 1), Attempts.checkpointed(ID, 1));
    stage.tell(new ToWorker.Ack(List.of(new ReportId(ID, 1))));
    stage.await(ToCoordinator.Checkpointed.class);
    assertThat(folder.resolve(Attempts.checkpoint(1).sha256())).doesNotExist();
    server.calls().clear();

    Outcome paused = new Outcome.Paused(1, Optional.of(Attempts.checkpoint(1)));
    stage.runner.says(Attempts.ended(ID, paused));

    assertThat(stage.await(ToCoordinator.Ended.class).end().outcome()).isEqualTo(paused);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void anAttemptThatGoesOnStartsWhenItsCheckpointIsHere() throws Exception {
    begin();
    StoredCheckpoint from = storedOnServer();

    stage.tell(new ToWorker.Assign(Attempts.resume(ID, from)));

    assertThat(stage.runner.hears()).isEqualTo(new Frame.Start(Attempts.resume(ID, from)));
    assertThat(folder.resolve(from.sha256())).hasBinaryContent(BYTES);
  }

  /** The fetched bytes must have the hash that names them. */
  private StoredCheckpoint storedOnServer() throws NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(BYTES);
    StoredCheckpoint checkpoint = new StoredCheckpoint(HexFormat.of().formatHex(hash), 5);
    server.put(checkpoint.sha256(), BYTES);
    return checkpoint;
  }

  private void write(int epoch) throws IOException {
    Files.write(folder.resolve(Attempts.checkpoint(epoch).sha256()), BYTES);
  }

  private void begin() {
    stage.expect(ToCoordinator.Hello.class);
    stage.runner.ready();
    stage.welcome(Attempts.TERM, Optional.of(server.url()));
    stage.expect(ToCoordinator.RequestWork.class);
  }

  private String nextCall() throws InterruptedException {
    String call = server.calls().poll(10, TimeUnit.SECONDS);
    assertThat(call).as("a call in time").isNotNull();
    return call;
  }
}
