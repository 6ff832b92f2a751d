package io.cellsearch.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.worker.Attempts;
import io.cellsearch.worker.LogWatch;
import io.cellsearch.worker.runner.TinyRunner.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A runner with real processes. */
@Tag("unit")
final class RestartingRunnerTest {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final AttemptId ID = Attempts.id(1);
  private static final AttemptId OTHER = Attempts.id(2);

  @TempDir Path folder;
  private RestartingRunner runner;

  private EventLog start(RunnerCommand command) throws IOException {
    runner = RestartingRunner.start(command, folder, 2, PAUSE);
    return new EventLog(runner);
  }

  @AfterEach
  void stop() {
    if (runner != null) {
      runner.close();
    }
  }

  @Test
  void whatARunnerSaysArrivesInItsOrder() throws Exception {
    EventLog log = start(TinyRunner.command());
    assertThat(log.heard(Frame.Ready.class).engine()).isEqualTo("tiny, threads: 1");

    start(ID);
    runner.send(new Frame.StopTrial(ID.trial(), 1));

    assertThat(log.next()).isEqualTo(new RunnerEvent.Heard(Attempts.progress(ID, 10)));
    assertThat(log.next()).isEqualTo(new RunnerEvent.Heard(Attempts.reported(ID, 1)));
    assertThat(log.heard(Frame.Ended.class).trial()).isEqualTo(ID.trial());
  }

  @Test
  void aCrashIsToldWithTheLastWordsAndAnotherRunnerFollows() throws Exception {
    EventLog log = start(TinyRunner.command());
    long first = log.heard(Frame.Ready.class).pid();

    runner.send(new Frame.Abandon(ID.trial(), 1));

    RunnerEvent.Lost lost = log.lost();
    assertThat(lost.cause()).isEqualTo("the runner process ended with status " + TinyRunner.CRASH);
    // 50 lines were written; the last 40 are kept
    assertThat(lost.detail().lines()).hasSize(40).startsWith("line 11").endsWith("line 50");
    assertThat(log.heard(Frame.Ready.class).pid()).isNotEqualTo(first);
    start(ID);
    assertThat(log.heard(Frame.Progress.class).batches()).isEqualTo(10);
  }

  @Test
  void aRunnerWithoutMemoryIsToldByNameAndAnotherOneFollows() throws Exception {
    EventLog log = start(TinyRunner.command(Mode.HUNGRY));
    long first = log.heard(Frame.Ready.class).pid();

    RunnerEvent.Lost lost = log.lost();
    assertThat(lost.cause()).isEqualTo("OUT_OF_MEMORY: the runner process ended with status 3");
    assertThat(lost.detail()).contains("Java heap space");
    assertThat(log.heard(Frame.Ready.class).pid()).isNotEqualTo(first);
  }

  @Test
  void aRunnerThatCannotLiveIsStartedAgainAfterEverLongerPauses() throws Exception {
    EventLog log = start(TinyRunner.command(Mode.CRASH));
    log.lost();
    long before = System.nanoTime();
    log.lost();
    log.lost();
    log.lost();

    // Between the first and the fourth loss lie pauses of 50, 100 and 200 ms.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(340));
  }

  @Test
  void whatIsSaidToALostRunnerDoesNotReachItsSuccessor() throws Exception {
    runner = RestartingRunner.start(TinyRunner.command(), folder, 2, PAUSE);
    CountDownLatch lost = new CountDownLatch(1);
    CountDownLatch successor = new CountDownLatch(2);
    runner.onEvent(
        () -> {
          lost.countDown();
          successor.countDown();
        });
    // Whether the first Ready rang is open; the loss and the second Ready ring for sure.
    while (runner.poll().isEmpty()) {
      Thread.onSpinWait();
    }
    runner.send(new Frame.Abandon(ID.trial(), 1));
    assertThat(successor.await(20, TimeUnit.SECONDS)).isTrue();

    start(ID);
    EventLog log = new EventLog(runner);
    log.lost();
    log.heard(Frame.Ready.class);
    start(OTHER);

    assertThat(log.heard(Frame.Progress.class).trial()).isEqualTo(OTHER.trial());
  }

  @Test
  void closingEndsTheProcessAndNothingMoreIsHeard() throws Exception {
    EventLog log = start(TinyRunner.command());
    ProcessHandle process = handle(log.heard(Frame.Ready.class));

    runner.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(log.waiting()).isZero();
    start(ID);
    runner.close();
  }

  @Test
  void aProcessThatDoesNotEndByItselfIsEndedByForce() throws Exception {
    EventLog log = start(TinyRunner.command(Mode.DEAF));
    ProcessHandle process = handle(log.heard(Frame.Ready.class));

    runner.close();

    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(log.waiting()).isZero();
  }

  /** Else a worker that is told to end would blame an attempt for the end of its runner. */
  @Test
  void theEndOfTheJvmEndsTheProcessAndIsNoLoss() throws Exception {
    EventLog log = start(TinyRunner.command());
    ProcessHandle process = handle(log.heard(Frame.Ready.class));

    runner.endAtOnce();

    process.onExit().get(10, TimeUnit.SECONDS);
    runner.close();
    assertThat(log.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"MUTE", "GARBLED"})
  void aRunnerThatCannotBeUnderstoodIsEndedAndReplaced(Mode mode) throws Exception {
    EventLog log = start(TinyRunner.command(mode));
    long pid = log.heard(Frame.Ready.class).pid();

    RunnerEvent.Lost lost = log.lost();

    assertThat(lost.cause())
        .startsWith("the runner process ended with status 137 (killed by signal 9)");
    assertThat(lost.cause().contains("out of step")).isEqualTo(mode == Mode.GARBLED);
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    log.heard(Frame.Ready.class);
  }

  @Test
  void aThreadDumpGoesToTheLogAndNotBetweenTheFrames() throws Exception {
    try (LogWatch watch = new LogWatch(RunnerProcess.class)) {
      EventLog log = start(TinyRunner.command());
      long pid = log.heard(Frame.Ready.class).pid();

      new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start();

      watch.await("Full thread dump");
      start(ID);
      assertThat(log.heard(Frame.Progress.class).trial()).isEqualTo(ID.trial());
    }
  }

  @Test
  void aCommandThatCannotBeRunIsToldAtOnce() {
    RunnerCommand nowhere = new RunnerCommand(folder.resolve("java"), List.of(), "none", "none");

    assertThatThrownBy(() -> RestartingRunner.start(nowhere, folder, 1, PAUSE))
        .isInstanceOf(IOException.class);
  }

  private void start(AttemptId id) {
    runner.send(new Frame.Start(Attempts.train(id)));
  }

  private static ProcessHandle handle(Frame.Ready ready) {
    return ProcessHandle.of(ready.pid()).orElseThrow();
  }
}
