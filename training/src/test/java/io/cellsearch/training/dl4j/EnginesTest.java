package io.cellsearch.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.CellOptions;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.training.nd4j.Batches;
import io.cellsearch.training.nd4j.Nd4jTrainableNetwork;
import io.cellsearch.training.network.Batch;
import io.cellsearch.training.network.Convolution.Padding;
import io.cellsearch.training.network.Draws;
import io.cellsearch.training.network.FrontEnd;
import io.cellsearch.training.network.Head;
import io.cellsearch.training.network.Loss;
import io.cellsearch.training.network.LossSum;
import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.network.ParameterInitialiser;
import io.cellsearch.training.network.ParameterTensor;
import io.cellsearch.training.network.Variant;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.optimize.OptimizerSpec;
import io.cellsearch.training.trainer.Learner;
import io.cellsearch.training.trainer.NetworkFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The engines nd4j and dl4j learn what the fused one does, step by step. */
@Tag("unit")
final class EnginesTest {
  private static final int STEPS = 5;
  private static final int UNITS = 7;

  /** What an engine has after some steps. */
  private record Learned(List<Double> losses, Network network) {}

  @ParameterizedTest
  @CsvSource({
    "lstm, EVERY_STEP, SIGMOID_CROSS_ENTROPY",
    "lstm, LAST_STEP, MSE",
    "lstm-peephole, EVERY_STEP, SOFTMAX_CROSS_ENTROPY",
    "lstm-peephole, LAST_STEP, SIGMOID_CROSS_ENTROPY",
    "rnn-tanh, EVERY_STEP, MSE",
    "rnn-tanh, LAST_STEP, SOFTMAX_CROSS_ENTROPY"
  })
  void dl4jLearnsWhatTheFusedEngineDoes(String cell, Head head, Loss loss) {
    NetworkSpec spec = Batches.network(cell, UNITS, head, loss);
    assertLearnEqually(spec, new Dl4jEngine(), OptimizerSpec.Sgd.STANDARD, 1e-4);
    assertLearnEqually(spec, new Dl4jEngine(), OptimizerSpec.Nesterov.STANDARD, 1e-4);
    // these divide by the size of a gradient: where it is all rounding, engines step apart
    assertLearnEqually(spec, new Dl4jEngine(), OptimizerSpec.Adam.STANDARD, 1e-3);
    assertLearnEqually(spec, new Dl4jEngine(), OptimizerSpec.RmsProp.STANDARD, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"gru, EVERY_STEP", "li-gru, LAST_STEP", "depth-gated, EVERY_STEP"})
  void nd4jLearnsWhatTheFusedEngineDoesWithDropoutToo(String cell, Head head) {
    NetworkSpec even = Batches.network(cell, UNITS, head, Loss.MSE);
    NetworkSpec spec =
        new NetworkSpec(even.cell(), even.options(), 3, UNITS, 2, 2, head, Loss.MSE, 0.3, 9, 4);
    assertLearnEqually(spec, Nd4jTrainableNetwork::new, OptimizerSpec.Adam.STANDARD, 1e-3);
  }

  @Test
  void dl4jTrainsWithDropoutEquallyFromEqualSeeds() {
    NetworkSpec even = Batches.network("lstm", UNITS, Head.EVERY_STEP, Loss.MSE);
    NetworkSpec spec =
        new NetworkSpec(
            even.cell(), even.options(), 3, UNITS, 2, 2, even.head(), Loss.MSE, 0.5, 9, 4);
    Learned first = learn(spec, new Dl4jEngine(), OptimizerSpec.Sgd.STANDARD);
    Learned again = learn(spec, new Dl4jEngine(), OptimizerSpec.Sgd.STANDARD);
    Learned without = learn(spec.withoutDropout(), new Dl4jEngine(), OptimizerSpec.Sgd.STANDARD);

    assertThat(again.losses()).isEqualTo(first.losses()).isNotEqualTo(without.losses());
    assertThat(again.network().parameters()).isEqualTo(first.network().parameters());
  }

  @Test
  void dl4jRefusesCellsThatItDoesNotHaveWithTheList() {
    NetworkSpec gru = Batches.network("gru", UNITS, Head.EVERY_STEP, Loss.MSE);
    assertThatThrownBy(() -> new Dl4jEngine().create(gru))
        .hasMessage(
            "training.engine dl4j has the cells lstm, lstm-peephole, rnn-tanh (with all peepholes),"
                + " but not gru as it is set here");

    NetworkSpec full = Batches.network("lstm-peephole", UNITS, Head.EVERY_STEP, Loss.MSE);
    CellOptions fewer = new CellOptions(Map.of("peephole_o", false), Map.of());
    NetworkSpec part =
        new NetworkSpec(full.cell(), fewer, 3, UNITS, 2, 2, full.head(), full.loss(), 0, 9, 4);
    assertThatThrownBy(() -> new Dl4jEngine().create(part))
        .hasMessageContaining("but not lstm-peephole as it is set here");
  }

  @Test
  void dl4jRefusesVariantsOfNetworksAndRulesThatItDoesNotHave() {
    NetworkSpec plain = Batches.network("lstm", UNITS, Head.EVERY_STEP, Loss.MSE);
    NetworkSpec both = plain.with(new Variant(0, 0, true, false));
    assertThatThrownBy(() -> new Dl4jEngine().create(both))
        .hasMessageStartingWith(
            "training.engine dl4j has plain stacks of layers, but not Variant[");

    assertThatThrownBy(() -> learn(plain, new Dl4jEngine(), OptimizerSpec.AdamW.STANDARD))
        .hasMessageStartingWith("training.engine dl4j has no updater for AdamW");
    LearningRule penalty =
        new LearningRule(OptimizerSpec.Adam.STANDARD, 1e-2, OptionalDouble.empty(), 0.1);
    Dl4jEngine engine = new Dl4jEngine();
    assertThatThrownBy(() -> engine.learner(engine.create(plain), penalty))
        .hasMessage("training.engine dl4j has no training.l2");
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0, false, false", "0, 0.3, false, true", "0, 0, true, false"})
  void nd4jLearnsWhatTheFusedEngineDoesInVariants(
      double input, double recurrent, boolean both, boolean norm) {
    NetworkSpec spec =
        Batches.network("gru", UNITS, Head.LAST_STEP, Loss.MSE)
            .with(new Variant(input, recurrent, both, norm));
    assertLearnEqually(spec, Nd4jTrainableNetwork::new, OptimizerSpec.AdamW.STANDARD, 1e-3);
  }

  @ParameterizedTest
  @EnumSource(Padding.class)
  void nd4jLearnsWhatTheFusedEngineDoesBehindAConvolution(Padding padding) {
    NetworkSpec spec =
        Batches.network("gru", UNITS, Head.LAST_STEP, Loss.MSE)
            .with(Variant.behind(FrontEnd.convolution(5, 3, padding)));
    assertLearnEqually(spec, Nd4jTrainableNetwork::new, OptimizerSpec.Sgd.STANDARD, 1e-4);
  }

  private static void assertLearnEqually(
      NetworkSpec spec, NetworkFactory engine, OptimizerSpec optimizer, double tolerance) {
    Learned expected = learn(spec, VectorNetwork::new, optimizer);
    Learned actual = learn(spec, engine, optimizer);

    for (int i = 0; i < STEPS; i++) {
      assertThat(actual.losses().get(i))
          .as("loss %d by %s", i, optimizer)
          .isCloseTo(expected.losses().get(i), within(tolerance));
    }
    Batch batch = batch(spec, 99);
    float[] outputs = new float[spec.rows(batch) * spec.outputs()];
    float[] expectedOutputs = outputs.clone();
    LossSum loss = actual.network().evaluate(batch, outputs);
    LossSum expectedLoss = expected.network().evaluate(batch, expectedOutputs);
    assertThat(loss.count()).isEqualTo(expectedLoss.count());
    assertThat(loss.mean()).isCloseTo(expectedLoss.mean(), within(tolerance));
    for (int i = 0; i < outputs.length; i++) {
      if (batch.counts(spec.head(), i / spec.outputs())) {
        assertThat((double) outputs[i]).isCloseTo(expectedOutputs[i], within(10 * tolerance));
      }
    }
    if (optimizer instanceof OptimizerSpec.Sgd || optimizer instanceof OptimizerSpec.Nesterov) {
      assertParameters(actual.network(), expected.network(), tolerance);
    }
  }

  private static void assertParameters(Network actual, Network expected, double tolerance) {
    for (ParameterTensor tensor : actual.tensors()) {
      ParameterTensor other =
          expected.tensors().stream()
              .filter(each -> each.id().equals(tensor.id()))
              .findFirst()
              .orElseThrow();
      float[] values = other.read(expected.parameters());
      float[] own = tensor.read(actual.parameters());
      for (int i = 0; i < own.length; i++) {
        assertThat((double) own[i])
            .as("%s at %d", tensor.id(), i)
            .isCloseTo(values[i], within(tolerance));
      }
    }
  }

  private static Learned learn(NetworkSpec spec, NetworkFactory engine, OptimizerSpec optimizer) {
    Network network = engine.create(spec);
    new ParameterInitialiser(5).initialise(network);
    LearningRule rule = new LearningRule(optimizer, 1e-2, OptionalDouble.of(0.2), 0);
    Learner learner = engine.learner(network, rule);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      losses.add(
          learner.learn(batch(spec, step), Draws.all(Seeds.stream(step + 1)::nextLong)).mean());
    }
    return new Learned(losses, network);
  }

  private static Batch batch(NetworkSpec spec, int seed) {
    return Batches.random(spec, 7, new int[] {7, 3, 5}, seed);
  }
}
