package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One batch of training and one of validation make an epoch here. */
@Tag("unit")
final class TrainerTest {
  private static final double NAN = Double.NaN;
  private static final Task TASK = new Task.Polyphony(Tasks.NO_HASH);
  private static final SequenceTask BOUND =
      SequenceTask.bind(
          TASK,
          "{\"train\":[[[60],[61]]],\"valid\":[[[60],[61]]],\"test\":[[[60],[61]]]}"
              .getBytes(StandardCharsets.UTF_8));

  private final MemoryModels models = new MemoryModels();
  private final RecordingListener listener = new RecordingListener();
  private final AtomicLong nanoTime = new AtomicLong();
  private final Map<String, ParameterValue> values = Assignments.configuration("rnn-tanh", 2, 5);

  @Test
  void everyEpochIsReportedWithItsLosses() throws IOException {
    Outcome outcome = run(losses(9, 8, 7, 6, 5), losses(5, 4, 3, 2, 1));

    assertThat(outcome).isEqualTo(new Outcome.Trained(5, 5, Optional.of("0"), false));
    assertThat(listener.reports()).extracting(EpochReport::step).containsExactly(1, 2, 3, 4, 5);
    assertThat(listener.reports()).extracting(EpochReport::epoch).containsExactly(1, 2, 3, 4, 5);
    assertThat(listener.reports())
        .extracting(EpochReport::trainingLoss)
        .containsExactly(9.0, 8.0, 7.0, 6.0, 5.0);
    assertThat(listener.validationLosses()).containsExactly(5.0, 4.0, 3.0, 2.0, 1.0);
    assertThat(listener.batches()).isEqualTo(10);
  }

  @Test
  void secondsComeFromTheClockThatWasPassedIn() throws IOException {
    run(losses(1, 1, 1, 1, 1), losses(1, 1, 1, 1, 1));

    // the clock moves on by half a second whenever it is asked: at the start and once an epoch
    assertThat(listener.reports())
        .extracting(EpochReport::seconds)
        .containsExactly(0.5, 1.0, 1.5, 2.0, 2.5);
  }

  @Test
  void theBestWeightsAreKeptAndTheEarliestAmongEquals() throws IOException {
    values.put("training.optimizer", new ParameterValue.Text("sgd"));
    values.put("training.learning_rate", new ParameterValue.Real(1));

    Outcome outcome = run(losses(1, 1, 1, 1, 1), losses(5, 2, 3, 2, 4));

    assertThat(outcome).isEqualTo(new Outcome.Trained(5, 2, Optional.of("0"), false));
    // the only target has pitch 61 alone: its bias starts at ln((1 + 1) / (0 + 1)), the others at
    // -ln 2; each loses learning rate * gradient = 1 with every batch
    Model model = ModelFile.read(models.read("0"));
    float[] expected = new float[88];
    Arrays.fill(expected, (float) -Math.log(2) - 2);
    expected[61 - 21] = (float) Math.log(2) - 2;
    assertThat(model.values().get(model.values().size() - 1))
        .containsExactly(expected, within(1e-6f));
  }

  @Test
  void patienceEndsAnAttemptThatGetsNoBetter() throws IOException {
    values.put("training.patience", new ParameterValue.Int(2));

    // epochs 3 and 4 are no better than epoch 2: the fifth does not happen
    Outcome outcome = run(losses(1, 1, 1, 1, 1), losses(3, 2, 2, 2.5, 1));

    assertThat(outcome).isEqualTo(new Outcome.Trained(4, 2, Optional.of("0"), false));
  }

  @Test
  void aTrainingLossThatIsNotFiniteEndsTheAttemptAtOnce() throws IOException {
    assertThat(run(losses(1, NAN), losses(1))).isEqualTo(new Outcome.Diverged(2));
    assertThat(listener.reports()).hasSize(1);
  }

  @Test
  void aValidationLossThatIsNotFiniteIsDivergenceAndIsNotReported() throws IOException {
    assertThat(run(losses(1, 1, 1), losses(1, 1, Double.POSITIVE_INFINITY)))
        .isEqualTo(new Outcome.Diverged(3));
    assertThat(listener.validationLosses()).containsExactly(1.0, 1.0);
  }

  @Test
  void aRequestEndsTheAttemptAtTheNextBatchAndKeepsItsResults() throws IOException {
    // wanted from the fifth batch on, the training batch of the third epoch
    StopSignal stop = () -> listener.batches() >= 5;

    Outcome outcome = run(losses(1, 1, 1, 1, 1), losses(2, 1, 1, 1, 1), stop);

    assertThat(outcome).isEqualTo(new Outcome.Trained(2, 2, Optional.of("0"), true));
    assertThat(listener.batches()).isEqualTo(5);
  }

  @Test
  void anAttemptStoppedBeforeItsFirstEpochEndedHasNoModel() throws IOException {
    assertThat(run(losses(1), losses(1), () -> true))
        .isEqualTo(new Outcome.Trained(0, 0, Optional.empty(), true));
    assertThat(listener.batches()).isEqualTo(1);
  }

  @Test
  void aModelOfAnotherTaskIsNotEvaluated() throws IOException {
    run(losses(1, 1, 1, 1, 1), losses(1, 1, 1, 1, 1));
    Task other = new Task.Polyphony("1".repeat(64));

    assertThatThrownBy(
            () ->
                trainer(losses(), losses(1))
                    .run(Assignments.evaluate(other, "0"), BOUND, listener, StopSignal.NEVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another task");
  }

  @Test
  void anEvaluationIsOnePassOverTheTestPart() throws IOException {
    run(losses(1, 1, 1, 1, 1), losses(1, 1, 1, 1, 1));

    Outcome outcome =
        trainer(losses(), losses(0.25))
            .run(Assignments.evaluate(TASK, "0"), BOUND, listener, StopSignal.NEVER);

    assertThat(outcome).isInstanceOf(Outcome.Evaluated.class);
    assertThat(((Outcome.Evaluated) outcome).testLoss()).isEqualTo(0.25);
  }

  @Test
  void aConfigurationThatNoNetworkCanBeMadeOfIsRefused() {
    values.put("model.cell", new ParameterValue.Text("lstn"));
    assertThatThrownBy(() -> run(losses(), losses())).hasMessageContaining("no cell lstn");

    values.put("model.cell", new ParameterValue.Text("gru"));
    values.put("model.peephole_i", new ParameterValue.Flag(true));
    assertThatThrownBy(() -> run(losses(), losses())).hasMessageContaining("peephole_i");

    values.remove("model.peephole_i");
    values.put("model.initialisation", new ParameterValue.Text("xavier"));
    assertThatThrownBy(() -> run(losses(), losses()))
        .hasMessageContaining(
            "one of [standard, pytorch, greff, zero-bias, chrono], but is xavier");

    values.put("model.initialisation", new ParameterValue.Text("pytorch"));
    values.put("training.optimizer", new ParameterValue.Text("lion"));
    assertThatThrownBy(() -> run(losses(), losses())).hasMessageContaining("but got lion");
  }

  private Outcome run(double[] training, double[] validation) throws IOException {
    return run(training, validation, StopSignal.NEVER);
  }

  private Outcome run(double[] training, double[] validation, StopSignal stop) throws IOException {
    Assignment assignment = Assignments.train(TASK, values, 1);
    return trainer(training, validation).run(assignment, BOUND, listener, stop);
  }

  private Trainer trainer(double[] training, double[] validation) {
    return new Trainer(
        Engines.only(spec -> new ScriptedNetwork(spec, training, validation)),
        models,
        () -> nanoTime.getAndAdd(500_000_000));
  }

  private static double[] losses(double... losses) {
    return losses;
  }
}
