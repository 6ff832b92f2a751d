package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.cells.CellLibrary;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.ExperimentId;
import io.cellsearch.core.trial.TrialId;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner process is as large after many trials as after the first ones. */
final class RunnerGrowthTest {
  private static final List<String> CELLS = CellLibrary.standard().names();
  private static final long MIB = 1 << 20;

  /**
   * Bounds of what may come between two readings. A trial that was kept would hold its arena, 10 to
   * 500 KiB: 60 of them are beyond the heap's bound. Its kernel has 20 to 60 KiB of metaspace and
   * one class. What may remain are caches of the JVM and of its monitoring, which are full some
   * time.
   */
  private static final long MOST_HEAP = 2 * MIB;

  private static final long MOST_METASPACE = MIB;
  private static final long MOST_DIRECT = 64 << 10;
  private static final int MOST_CLASSES = 50;

  @TempDir Path folder;

  @Test
  @Tag("unit")
  void sixtyTrialsLeaveNothingBehind() throws Exception {
    check(40, 60);
  }

  @Test
  @Tag("slow")
  void aThousandTrialsLeaveNothingBehind() throws Exception {
    check(100, 900);
  }

  /** Every cell once at least before the first reading: what they share is loaded by then. */
  private void check(int before, int trials) throws Exception {
    double[] waves = IntStream.range(0, 60).mapToDouble(i -> Math.sin(i / 3.0)).toArray();
    Task task =
        Tasks.small(
            new BlobFolder(folder).write(Tasks.csv(waves)), Transform.NONE, OptionalInt.empty());
    try (ChildRunner runner = ChildRunner.start(folder)) {
      run(runner, task, 1, before);
      try (RunnerGauge gauge = new RunnerGauge(runner.pid())) {
        gauge.read();
        RunnerGauge.Reading first = gauge.read();
        run(runner, task, before + 1, before + trials);
        RunnerGauge.Reading last = gauge.read();
        System.err.printf("after %d trials: %s%n", before, first);
        System.err.printf("after %d trials: %s%n", before + trials, last);

        assertThat(last.heap() - first.heap()).as("heap").isLessThan(MOST_HEAP);
        assertThat(last.metaspace() - first.metaspace()).as("metaspace").isLessThan(MOST_METASPACE);
        assertThat(last.direct() - first.direct()).as("direct").isLessThan(MOST_DIRECT);
        assertThat(last.classes() - first.classes()).as("classes").isLessThan(MOST_CLASSES);
      }
    }
  }

  /** Runs trials one after the other, of all cells in turn and of growing sizes. */
  private static void run(ChildRunner runner, Task task, int first, int last) throws Exception {
    for (int number = first; number <= last; number++) {
      // clockwork has four groups
      int units = 4 * (1 + number % 9);
      String cell = CELLS.get(number % CELLS.size());
      Map<String, ParameterValue> values = Assignments.configuration(cell, units, 1);
      values.put("model.layers", new ParameterValue.Int(1 + number % 2));
      runner.send(new Frame.Start(assignment(number, task, values)));
      assertThat(runner.await(Frame.Ended.class).outcome())
          .as(cell)
          .isInstanceOf(Outcome.Trained.class);
    }
  }

  private static Assignment assignment(int number, Task task, Map<String, ParameterValue> values) {
    return new Assignment(
        new TrialId(new ExperimentId("growth"), number),
        1,
        1,
        task,
        new Configuration(values),
        Map.of(),
        number,
        Assignment.Kind.Train.FROM_START);
  }
}
