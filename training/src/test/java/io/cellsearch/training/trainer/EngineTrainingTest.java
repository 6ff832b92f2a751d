package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.DataSets;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.Part;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the trainer reaches with the engine that the runner uses. */
final class EngineTrainingTest {

  @Test
  @Tag("unit")
  void equalAssignmentsHaveEqualLossesAndModelsToTheBit() throws IOException {
    double[] waves = IntStream.range(0, 300).mapToDouble(i -> Math.sin(i / 3.0)).toArray();
    SequenceTask task =
        SequenceTask.bind(
            Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()), Tasks.csv(waves));
    Map<String, ParameterValue> values = Assignments.configuration("gru", 7, 4);
    values.put("model.layers", new ParameterValue.Int(2));
    values.put("model.dropout", new ParameterValue.Real(0.3));
    values.put("training.clip_norm", new ParameterValue.Real(0.5));

    Attempt first = Attempt.of(task, values, 1);
    Attempt again = Attempt.of(task, values, 1);
    Attempt other = Attempt.of(task, values, 2);

    assertThat(again.losses()).isEqualTo(first.losses());
    assertThat(again.model()).isEqualTo(first.model());
    assertThat(other.losses()).isNotEqualTo(first.losses());
  }

  @Test
  @Tag("unit")
  void aStoredModelGivesTheLossThatItWasChosenBy() throws IOException {
    SequenceTask task = SequenceTask.bind(Tasks.co2(Tasks.NO_HASH), DataSets.co2());
    Attempt attempt = Attempt.of(task, Assignments.configuration("lstm", 8, 3), 5);

    double stored =
        task.evaluate(
                Part.VALIDATION,
                32,
                ModelFile.read(attempt.model()).network(VectorNetwork::new, 32)::evaluate)
            .loss();

    assertThat(stored).isEqualTo(attempt.bestValidationLoss());
  }

  /** A plain LSTM-24 reaches 0.55 to 0.57 ppm; the best reference has 0.775. */
  @Test
  @Tag("unit")
  void aSmallLstmForecastsCo2BetterThanAnyReference() throws IOException {
    SequenceTask task = SequenceTask.bind(Tasks.co2(Tasks.NO_HASH), DataSets.co2());

    double rmse = Attempt.of(task, Assignments.configuration("lstm", 24, 27), 1).testLoss();

    System.err.println("co2, lstm of 24 units, test rmse in ppm: " + rmse);
    assertThat(rmse).isLessThanOrEqualTo(0.62);
    assertThat(task.references()).extracting(Reference::testLoss).allMatch(other -> rmse < other);
  }

  /**
   * First order per pitch has 10.49 nats, published LSTMs of this size are at about 8.5. Measured:
   * 8.62, 8.59 and 8.60 in 31 to 32 epochs, 2 to 11 s each; seeds 1 to 10 have a mean of 8.600 and
   * a deviation of 0.020 (8.657 and 0.032 where the head's bias starts at 0).
   */
  @Test
  @Tag("slow")
  void anUntunedLstmPredictsChoralesFarBetterThanAnyReference() throws IOException {
    SequenceTask task = SequenceTask.bind(new Task.Polyphony(Tasks.NO_HASH), DataSets.chorales());
    Map<String, ParameterValue> values = Assignments.configuration("lstm", 36, 100);
    values.put("training.batch_size", new ParameterValue.Int(16));
    values.put("training.clip_norm", new ParameterValue.Real(1));
    values.put("training.patience", new ParameterValue.Int(15));

    List<Double> losses = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      losses.add(Attempt.of(task, values, seed).testLoss());
    }

    System.err.println("chorales, lstm of 36 units, test losses in nats: " + losses);
    assertThat(losses.stream().sorted().toList().get(1)).isLessThanOrEqualTo(8.6);
  }

  /** One attempt that was trained to its end. */
  private static final class Attempt {
    private final SequenceTask task;
    private final MemoryModels models = new MemoryModels();
    private final RecordingListener listener = new RecordingListener();

    private Attempt(SequenceTask task) {
      this.task = task;
    }

    static Attempt of(SequenceTask task, Map<String, ParameterValue> values, long seed)
        throws IOException {
      Attempt attempt = new Attempt(task);
      Outcome outcome =
          attempt
              .trainer()
              .run(
                  Assignments.train(task.task(), values, seed),
                  task,
                  attempt.listener,
                  StopSignal.NEVER);
      assertThat(outcome).isInstanceOf(Outcome.Trained.class);
      return attempt;
    }

    private Trainer trainer() {
      return new Trainer(Engines.only(VectorNetwork::new), models, () -> 0);
    }

    List<EpochReport> losses() {
      return listener.reports();
    }

    double bestValidationLoss() {
      return losses().stream().mapToDouble(EpochReport::validationLoss).min().orElseThrow();
    }

    byte[] model() {
      return models.read("0");
    }

    double testLoss() throws IOException {
      Outcome outcome =
          trainer().run(Assignments.evaluate(task.task(), "0"), task, listener, StopSignal.NEVER);
      return ((Outcome.Evaluated) outcome).testLoss();
    }
  }
}
