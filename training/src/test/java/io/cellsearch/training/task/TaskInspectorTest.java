package io.cellsearch.training.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.data.DataProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class TaskInspectorTest {
  @TempDir Path folder;

  @Test
  void soundDataIsDescribed() throws IOException {
    double[] line = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
    Path file = Files.write(folder.resolve("line.csv"), Tasks.csv(line));

    TaskInspector.Inspection found =
        TaskInspector.inspect(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()), file);

    assertThat(found.isSound()).isTrue();
    assertThat(found.inputs()).isEqualTo(1);
    assertThat(found.outputs()).isEqualTo(2);
    // on y = t the last value is wrong by 1 and by 2: √(5 / 2)
    assertThat(found.references())
        .containsExactly(new Reference("last value", Math.sqrt(2.5), Math.sqrt(2.5)));
  }

  @Test
  void unsoundDataIsNotAnExceptionButAListOfProblems() {
    TaskInspector.Inspection found =
        TaskInspector.inspect(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()),
            "t,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));

    assertThat(found.isSound()).isFalse();
    assertThat(found.problems()).extracting(DataProblem::value).containsExactly("'a'", "'b'");
    assertThat(found.references()).isEmpty();
  }

  @Test
  void numbersWhoseErrorsCouldNotBeSquaredAreRefusedWhereTheyStand() {
    // the last value's error is 2e200 there, its square no double
    TaskInspector.Inspection found =
        TaskInspector.inspect(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()),
            "t,y\n1,1e200\n2,-1e200\n3,1e100\n".getBytes(StandardCharsets.UTF_8));

    assertThat(found.problems())
        .extracting(DataProblem::message)
        .containsExactly(
            "line 2, column y: a number from -1e100 to 1e100 must hold, but got '1e200'",
            "line 3, column y: a number from -1e100 to 1e100 must hold, but got '-1e200'");
  }
}
