package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as its worker sees it: a process. */
@Tag("unit")
final class RunnerMainTest {
  private static final int ENDLESS = Integer.MAX_VALUE;

  /** Enough for a word to come before the last. */
  private static final int EPOCHS = 200;

  @TempDir Path folder;
  private Task task;

  @BeforeEach
  void storeData() throws IOException {
    double[] waves = IntStream.range(0, 200).mapToDouble(i -> Math.sin(i / 3.0)).toArray();
    String hash = new BlobFolder(folder).write(Tasks.csv(waves));
    task = Tasks.small(hash, Transform.NONE, OptionalInt.empty());
  }

  @Test
  void anAttemptIsReportedEndsAndItsModelCanBeEvaluated() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      assertThat(runner.await(Frame.Ready.class).pid()).isEqualTo(runner.pid());

      runner.send(new Frame.Start(train(3)));
      for (int epoch = 1; epoch <= 3; epoch++) {
        Frame.Reported reported = runner.await(Frame.Reported.class);
        assertThat(reported.report().epoch()).isEqualTo(epoch);
        assertThat(reported.trial()).isEqualTo(Assignments.TRIAL);
        assertThat(reported.report().validationLoss()).isBetween(0.0, 2.0);
      }
      Outcome.Trained trained = (Outcome.Trained) runner.await(Frame.Ended.class).outcome();
      assertThat(trained.epochs()).isEqualTo(3);
      String model = trained.model().orElseThrow();
      byte[] bytes = Files.readAllBytes(folder.resolve(model));
      assertThat(BlobFolder.sha256(bytes)).isEqualTo(model);

      runner.send(new Frame.Start(Assignments.evaluate(task, model)));
      Outcome evaluated = runner.await(Frame.Ended.class).outcome();
      assertThat(evaluated).isInstanceOf(Outcome.Evaluated.class);
      assertThat(((Outcome.Evaluated) evaluated).testLoss()).isBetween(0.0, 2.0);
    }
  }

  @Test
  void whatOneRunnerBeganAnotherOneEndsWithTheSameModel() throws Exception {
    Frame.Checkpointed second;
    Outcome undisturbed;
    try (ChildRunner runner = ChildRunner.checkpointing(Duration.ZERO, folder)) {
      runner.send(new Frame.Start(train(4)));
      runner.await(Frame.Checkpointed.class);
      second = runner.await(Frame.Checkpointed.class);
      undisturbed = runner.await(Frame.Ended.class).outcome();
    }
    assertThat(second.step()).isEqualTo(2);
    assertThat(second.checkpoint().epoch()).isEqualTo(2);

    try (ChildRunner runner = ChildRunner.checkpointing(Duration.ofHours(1), folder)) {
      Map<String, ParameterValue> values = Assignments.configuration("lstm", 4, 4);
      runner.send(new Frame.Start(Assignments.resume(task, values, 1, second.checkpoint())));

      Frame.Reported reported = runner.await(Frame.Reported.class);
      assertThat(reported.report().step()).isEqualTo(1);
      assertThat(reported.report().epoch()).isEqualTo(3);
      assertThat(runner.await(Frame.Ended.class).outcome()).isEqualTo(undisturbed);
      assertThat(runner.seen()).noneMatch(Frame.Checkpointed.class::isInstance);
    }
  }

  @Test
  void anAttemptThatIsHandedBackPausesAndAnotherRunnerEndsItWithTheSameLossesAndModel()
      throws Exception {
    Outcome undisturbed;
    List<Double> expected;
    Outcome.Paused paused;
    List<Double> losses = new ArrayList<>();
    try (ChildRunner runner = ChildRunner.start(folder)) {
      runner.send(new Frame.Start(train(EPOCHS)));
      undisturbed = runner.await(Frame.Ended.class).outcome();
      expected = losses(runner);
      runner.send(new Frame.Start(train(EPOCHS)));
      runner.await(Frame.Reported.class);
      runner.send(new Frame.HandBack(Assignments.TRIAL, 1));
      paused = (Outcome.Paused) runner.await(Frame.Ended.class).outcome();
      losses.addAll(losses(runner).subList(EPOCHS, EPOCHS + paused.epoch()));
    }
    assertThat(losses).hasSize(paused.epoch()).hasSizeLessThan(EPOCHS);
    try (ChildRunner runner = ChildRunner.start(folder)) {
      Map<String, ParameterValue> values = Assignments.configuration("lstm", 4, EPOCHS);
      runner.send(
          new Frame.Start(Assignments.resume(task, values, 1, paused.checkpoint().orElseThrow())));

      assertThat(runner.await(Frame.Ended.class).outcome()).isEqualTo(undisturbed);
      losses.addAll(losses(runner));
    }
    assertThat(losses).isEqualTo(expected);
  }

  private static List<Double> losses(ChildRunner runner) {
    return runner.seen().stream()
        .filter(Frame.Reported.class::isInstance)
        .map(frame -> ((Frame.Reported) frame).report().validationLoss())
        .toList();
  }

  @Test
  void aRunningAttemptTellsItsProgressAndStopsOnRequestWithItsResults() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      runner.send(new Frame.Start(train(ENDLESS)));
      long first = runner.await(Frame.Progress.class).batches();
      assertThat(runner.await(Frame.Progress.class).batches()).isGreaterThan(first);
      runner.await(Frame.Reported.class);

      runner.send(new Frame.StopTrial(Assignments.TRIAL, 1));

      Outcome.Trained trained = (Outcome.Trained) runner.await(Frame.Ended.class).outcome();
      assertThat(trained.stoppedOnRequest()).isTrue();
      assertThat(trained.epochs()).isPositive();
      assertThat(folder.resolve(trained.model().orElseThrow())).exists();
    }
  }

  /** A service manager may send its SIGTERM to worker and runner at once. */
  @Test
  void aRunnerThatIsToldToEndGoesOnUntilItsAttemptIsHandedBack() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      runner.send(new Frame.Start(train(ENDLESS)));
      runner.await(Frame.Reported.class);
      assertThat(ProcessHandle.of(runner.pid()).orElseThrow().destroy()).isTrue();

      runner.send(new Frame.HandBack(Assignments.TRIAL, 1));

      Outcome.Paused paused = (Outcome.Paused) runner.await(Frame.Ended.class).outcome();
      assertThat(paused.epoch()).isPositive();
      assertThat(folder.resolve(paused.checkpoint().orElseThrow().sha256())).exists();
    }
  }

  @Test
  void anAbandonedAttemptMakesRoomAndNothingMoreIsSaidAboutIt() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      runner.send(new Frame.Start(train(ENDLESS)));
      runner.await(Frame.Reported.class);
      runner.send(new Frame.Abandon(Assignments.TRIAL, 1));
      Assignment first = train(1);
      runner.send(
          new Frame.Start(
              new Assignment(
                  first.trial(), 2, 2, task, first.configuration(), Map.of(), 1, first.kind())));

      // there is one slot: the second attempt starts after the first one is over
      assertThat(runner.await(Frame.Ended.class).attempt()).isEqualTo(2);
    }
  }

  @Test
  void aShutdownEndsTheProcessWithoutAWordAboutItsAttempts() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      runner.send(new Frame.Start(train(ENDLESS)));
      runner.await(Frame.Reported.class);

      runner.send(new Frame.Shutdown());

      assertThat(runner.awaitExit()).isEqualTo(RunnerMain.DONE);
      assertThat(runner.seen()).noneMatch(Frame.Ended.class::isInstance);
    }
  }

  @Test
  void theProcessEndsWithItsWorkerEvenWhileItTrains() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      runner.send(new Frame.Start(train(ENDLESS)));
      runner.await(Frame.Reported.class);

      runner.hangUp();

      assertThat(runner.awaitExit()).isEqualTo(RunnerMain.DONE);
    }
  }

  @Test
  void anAttemptThatCannotBeDoneFailsAloneAndSaysWhy() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      Map<String, ParameterValue> values = Assignments.configuration("lstn", 4, 1);
      runner.send(new Frame.Start(Assignments.train(task, values, 1)));
      Outcome.Failed wrongCell = (Outcome.Failed) runner.await(Frame.Ended.class).outcome();
      assertThat(wrongCell.cause()).contains("no cell lstn");
      assertThat(wrongCell.detail()).contains("at io.cellsearch.");

      Files.writeString(folder.resolve(Tasks.NO_HASH), "t,y\n");
      Task damaged = Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty());
      values = Assignments.configuration("lstm", 4, 1);
      runner.send(new Frame.Start(Assignments.train(damaged, values, 1)));
      Outcome.Failed wrongData = (Outcome.Failed) runner.await(Frame.Ended.class).outcome();
      assertThat(wrongData.cause()).contains("is damaged");

      runner.send(new Frame.Start(train(1)));
      assertThat(runner.await(Frame.Ended.class).outcome()).isInstanceOf(Outcome.Trained.class);
    }
  }

  @Test
  void nothingThatALibraryPrintsGetsBetweenTheFrames() throws Exception {
    try (ChildRunner runner = ChildRunner.start(NoisyRunner.class, "-Xmx128m", folder)) {
      runner.send(new Frame.Start(train(50)));

      assertThat(runner.await(Frame.Ended.class).outcome()).isInstanceOf(Outcome.Trained.class);
      // Ready, 50 reports, the end
      assertThat(runner.seen()).filteredOn(Frame.Reported.class::isInstance).hasSize(50);
      runner.hangUp();
      assertThat(runner.awaitExit()).isEqualTo(RunnerMain.DONE);
      assertThat(runner.log())
          .contains("a library prints")
          .contains("[test/1 1] starts on fused with");
    }
  }

  @Test
  void anAttemptThatRunsOutOfMemoryEndsByNameAndTheRunnerGoesOn() throws Exception {
    try (ChildRunner runner = ChildRunner.start(RunnerMain.class, "-Xmx64m", folder)) {
      // 4 * 4000 * 4000 weights of 4 bytes are 256 MB
      Map<String, ParameterValue> values = Assignments.configuration("lstm", 4000, 1);
      runner.send(new Frame.Start(Assignments.train(task, values, 1)));

      Outcome.Failed failed = (Outcome.Failed) runner.await(Frame.Ended.class).outcome();
      assertThat(failed.cause()).isEqualTo("OUT_OF_MEMORY: Java heap space");

      runner.send(new Frame.Start(train(1)));
      assertThat(runner.await(Frame.Ended.class).outcome()).isInstanceOf(Outcome.Trained.class);
    }
  }

  @Test
  void aWrongCommandLineIsRefused() throws Exception {
    for (List<String> arguments :
        List.of(
            List.<String>of(),
            List.of("--blobs", folder.toString()),
            List.of("--blobs", folder.toString(), "--slots", "0"),
            List.of("--blobs", folder.resolve("nowhere").toString(), "--slots", "1"))) {
      try (ChildRunner runner = new ChildRunner(RunnerMain.class, List.of("-Xmx32m"), arguments)) {
        assertThat(runner.awaitExit()).isEqualTo(RunnerMain.USAGE);
        assertThat(runner.log()).contains("usage:");
      }
    }
  }

  private Assignment train(int epochs) {
    return Assignments.train(task, Assignments.configuration("lstm", 4, epochs), 1);
  }
}
