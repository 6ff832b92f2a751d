package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CheckpointFileTest {

  @Test
  void aCheckpointSurvivesTheWay() throws IOException {
    Checkpoint checkpoint = checkpoint();

    Checkpoint read = CheckpointFile.read(CheckpointFile.write(checkpoint));

    assertThat(read.header()).isEqualTo(checkpoint.header());
    assertThat(read.parameters()).usingRecursiveComparison().isEqualTo(checkpoint.parameters());
    assertThat(read.optimizer()).usingRecursiveComparison().isEqualTo(checkpoint.optimizer());
    // the best weights have a NaN, which equals itself in a file
    assertThat(CheckpointFile.write(read)).isEqualTo(CheckpointFile.write(checkpoint));
  }

  @Test
  void equalCheckpointsHaveEqualBytes() {
    assertThat(CheckpointFile.write(checkpoint())).isEqualTo(CheckpointFile.write(checkpoint()));
  }

  @Test
  void aChangedBitAnywhereIsNoticed() {
    byte[] file = CheckpointFile.write(checkpoint());

    for (int i = 0; i < file.length; i++) {
      byte[] damaged = file.clone();
      damaged[i] ^= 4;
      assertThatThrownBy(() -> CheckpointFile.read(damaged))
          .isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void aFileCutShortIsNoticed() {
    byte[] file = CheckpointFile.write(checkpoint());

    for (int length : new int[] {0, 7, 12, 43, 44, 100, file.length - 1}) {
      assertThatThrownBy(() -> CheckpointFile.read(Arrays.copyOf(file, length)))
          .isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void aModelIsNoCheckpoint() {
    FloatFile model = new FloatFile("CELLSRCH", "model", 1);

    assertThatThrownBy(
            () -> CheckpointFile.read(model.write(Map.of("formatVersion", 1), List.of())))
        .hasMessageEndingWith("are not a checkpoint file");
  }

  @Test
  void aHeaderThatTellsOfMoreNumbersThanThereAreIsNoticed() {
    // three arrays of 6 numbers are told of
    Checkpoint.Header header = checkpoint().header();
    FloatFile form = new FloatFile("CELLCKPT", "checkpoint", 1);

    assertThatThrownBy(() -> CheckpointFile.read(form.write(header, List.of(new float[17]))))
        .hasMessage("the checkpoint file's header tells of 18 numbers, but it has 17");
  }

  /** One matrix of 2 × 2 and a vector of 2, under an optimizer with one array. */
  private static Checkpoint checkpoint() {
    Checkpoint.Origin origin =
        new Checkpoint.Origin(
            Assignments.TRIAL,
            new Task.Polyphony(Tasks.NO_HASH),
            new Configuration(new LinkedHashMap<>(Assignments.configuration("mine", 2, 9))),
            Map.of("mine", "state h\nh' = tanh(W x + U h + b)"),
            Long.MIN_VALUE);
    Checkpoint.Header header =
        new Checkpoint.Header(
            CheckpointFile.VERSION,
            origin,
            new Checkpoint.Progress(4, 123_456_789_012L, 3, 0.1 + 0.2),
            List.of(new Model.Tensor("head.W", 2, 2), new Model.Tensor("head.b", 1, 2)),
            List.of("v"));
    return new Checkpoint(
        header, values(1), values(Float.NaN), Map.of("v", values(Float.MIN_VALUE)));
  }

  private static Checkpoint.Values values(float first) {
    return new Checkpoint.Values(List.of(new float[] {first, 2, 3, -0f}, new float[] {5, 6}));
  }
}
