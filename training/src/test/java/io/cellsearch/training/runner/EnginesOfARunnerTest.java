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
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine a runner uses, told by a real process. */
@Tag("unit")
final class EnginesOfARunnerTest {
  @TempDir private Path folder = Path.of("");
  private Task task = Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty());

  @BeforeEach
  void storeData() throws IOException {
    double[] waves = IntStream.range(0, 60).mapToDouble(i -> Math.sin(i / 3.0)).toArray();
    String hash = new BlobFolder(folder).write(Tasks.csv(waves));
    task = Tasks.small(hash, Transform.NONE, OptionalInt.empty());
  }

  @Test
  void aRunnerWithVectorsSaysThatAutoIsTheFusedEngine() throws Exception {
    try (ChildRunner runner = ChildRunner.start(folder)) {
      assertThat(runner.await(Frame.Ready.class).engine()).isEqualTo("fused");
    }
  }

  @Test
  void aRunnerWithoutVectorsSaysSoAndTrainsAndEvaluatesWithNd4j() throws Exception {
    try (ChildRunner runner = ChildRunner.startWithoutVectors(folder)) {
      assertThat(runner.await(Frame.Ready.class).engine()).isEqualTo("nd4j");

      Outcome outcome = train(runner, "gru", "auto");
      assertThat(outcome).as(runner.log()).isInstanceOf(Outcome.Trained.class);
      String model = ((Outcome.Trained) outcome).model().orElseThrow();
      runner.send(new Frame.Start(Assignments.evaluate(task, model)));
      assertThat(runner.await(Frame.Ended.class).outcome()).isInstanceOf(Outcome.Evaluated.class);
      assertThat(runner.log())
          .contains("this JVM lacks the module jdk.incubator.vector")
          .contains("starts on nd4j");
    }
  }

  @Test
  void aRunnerWithoutVectorsRefusesTheFusedEngineWithTheReason() throws Exception {
    try (ChildRunner runner = ChildRunner.startWithoutVectors(folder)) {
      assertThat(train(runner, "gru", "fused"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed ->
                  assertThat(failed.cause())
                      .contains("training.engine fused needs the module jdk.incubator.vector"));
    }
  }

  private Outcome train(ChildRunner runner, String cell, String engine)
      throws IOException, InterruptedException {
    Map<String, ParameterValue> values = Assignments.configuration(cell, 3, 1);
    values.put("model.dropout", new ParameterValue.Real(0.2));
    values.put("training.engine", new ParameterValue.Text(engine));
    Assignment assignment = Assignments.train(task, values, 1);
    runner.send(new Frame.Start(assignment));
    return runner.await(Frame.Ended.class).outcome();
  }
}
