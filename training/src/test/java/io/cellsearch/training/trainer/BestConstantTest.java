package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.DataSets;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.Part;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class BestConstantTest {

  @Test
  void stepsThatPadAShorterPieceAreNotCounted() {
    SequenceTask task =
        SequenceTask.bind(
            new Task.Polyphony(Tasks.NO_HASH),
            "{\"train\":[[[],[21],[21],[21]],[[],[22]]],\"valid\":[[[],[]]],\"test\":[[[],[]]]}"
                .getBytes(StandardCharsets.UTF_8));

    float[] bias = bias(started(task));

    // 4 targets: 21 in 3 of them, 22 in 1, others in none; one more of each kind
    assertThat(bias[0]).isCloseTo((float) Math.log(4.0 / 2), within(1e-6f));
    assertThat(bias[1]).isCloseTo((float) Math.log(2.0 / 4), within(1e-6f));
    assertThat(bias[2]).isCloseTo((float) Math.log(1.0 / 5), within(1e-6f));
  }

  @Test
  void aForecastStartsFromTheMeanOfEachStepAhead() {
    SequenceTask task =
        SequenceTask.bind(
            Tasks.small(Tasks.NO_HASH, Transform.RELATIVE_TO_LAST, OptionalInt.empty()),
            Tasks.csv(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19));

    // of a line all changes over one row are 1 and over two rows 2: mean 1.5, deviation 0.5
    assertThat(bias(started(task))).containsExactly(new float[] {-1, 1}, within(1e-6f));
  }

  @Test
  void aNetworkOfChoralesThatSaysNothingElseIsTheMarginalReference() throws IOException {
    SequenceTask task = SequenceTask.bind(new Task.Polyphony(Tasks.NO_HASH), DataSets.chorales());

    double loss = task.evaluate(Part.TEST, 16, started(task)::evaluate).loss();

    assertThat(loss).isCloseTo(task.references().get(0).testLoss(), within(1e-4));
  }

  /** A network whose other parameters are 0. */
  private static Network started(SequenceTask task) {
    Configuration configuration = new Configuration(Assignments.configuration("lstm", 2, 1));
    Network network =
        new VectorNetwork(ModelSettings.of(configuration, Map.of()).network(task.shape(), 16));
    BestConstant.startFrom(task.trainingBatches(16, Seeds.stream(1)), network);
    return network;
  }

  private static float[] bias(Network network) {
    List<ParameterTensor> tensors = network.tensors();
    return tensors.get(tensors.size() - 1).read(network.parameters());
  }
}
