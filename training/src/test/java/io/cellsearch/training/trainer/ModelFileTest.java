package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ModelFileTest {
  private static final NetworkFactory ENGINE =
      spec -> new ScriptedNetwork(spec, new double[0], new double[0]);
  private static final String OWN_CELL = "state h\nh' = tanh(W x + U h + b)";

  @Test
  void aModelSurvivesTheWay() throws IOException {
    Model model = model();

    Model read = ModelFile.read(ModelFile.write(model));

    assertThat(read.header()).isEqualTo(model.header());
    assertThat(read.header().scalings()).containsOnlyKeys("inputs", "targets");
    assertThat(read.values()).usingRecursiveComparison().isEqualTo(model.values());
  }

  @Test
  void aNetworkCanBeMadeOfItAgainWithTheUsersOwnCell() throws IOException {
    Model model = ModelFile.read(ModelFile.write(model()));

    Network network = model.network(ENGINE, 8);

    // rnn of 3 units on 1 input: 3 + 9 + 3; head of 2 outputs: 6 + 2
    assertThat(network.parameters()).hasSize(23);
    Network expected = ENGINE.create(network.spec());
    new ParameterInitialiser(7).initialise(expected);
    assertThat(network.parameters()).isEqualTo(expected.parameters());
  }

  @Test
  void equalModelsHaveEqualBytes() {
    assertThat(ModelFile.write(model())).isEqualTo(ModelFile.write(model()));
  }

  @Test
  void aChangedBitAnywhereIsNoticed() {
    byte[] file = ModelFile.write(model());

    for (int i = 0; i < file.length; i++) {
      byte[] damaged = file.clone();
      damaged[i] ^= 4;
      assertThatThrownBy(() -> ModelFile.read(damaged)).isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void aFileCutShortIsNoticed() {
    byte[] file = ModelFile.write(model());

    for (int length : new int[] {0, 7, 12, 43, 44, 100, file.length - 1}) {
      assertThatThrownBy(() -> ModelFile.read(Arrays.copyOf(file, length)))
          .isInstanceOf(FileFormatException.class);
    }
  }

  private static Model model() {
    double[] line = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
    SequenceTask task =
        SequenceTask.bind(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()), Tasks.csv(line));
    Configuration configuration = new Configuration(Assignments.configuration("mine", 3, 5));
    Map<String, String> cells = Map.of("mine", OWN_CELL);
    Network network =
        ENGINE.create(ModelSettings.of(configuration, cells).network(task.shape(), 8));
    new ParameterInitialiser(7).initialise(network);
    return Model.of(task, configuration, cells, network);
  }
}
