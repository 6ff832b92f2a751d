package io.cellsearch.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.experiment.Task.Transform;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.core.work.TrainingTime;
import io.cellsearch.training.Assignments;
import io.cellsearch.training.Tasks;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.task.SequenceTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attempt that pauses at its epoch leaves everything that its successor needs. */
@Tag("unit")
final class PauseTest {
  private static final int EPOCHS = 8;
  private static final Optional<StoredCheckpoint> START = Optional.empty();

  private static final SequenceTask TASK =
      SequenceTask.bind(
          Tasks.small(Tasks.NO_HASH, Transform.NONE, OptionalInt.empty()),
          Tasks.csv(IntStream.range(0, 120).mapToDouble(i -> Math.sin(i / 3.0)).toArray()));

  private final MemoryModels files = new MemoryModels();

  private static Map<String, ParameterValue> values(String cell) {
    Map<String, ParameterValue> values = Assignments.configuration(cell, 5, EPOCHS);
    values.put("model.dropout", new ParameterValue.Real(0.2));
    values.put("training.batch_size", new ParameterValue.Int(16));
    return values;
  }

  private Outcome run(Assignment assignment, RecordingListener listener) throws IOException {
    return run(assignment, listener, StopSignal.NEVER);
  }

  private Outcome run(Assignment assignment, RecordingListener listener, StopSignal stop)
      throws IOException {
    return new Trainer(Engines.only(VectorNetwork::new), files, () -> 0)
        .run(assignment, TASK, listener, stop);
  }

  private static Assignment pausing(String cell, Optional<StoredCheckpoint> from, int pauseAfter) {
    return Assignments.pausing(TASK.task(), values(cell), from, pauseAfter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "li-gru"})
  void aTrialThatPausesAtEachRungLosesNothing(String cell) throws IOException {
    RecordingListener undisturbed = new RecordingListener();
    Outcome expected = run(Assignments.train(TASK.task(), values(cell), 3), undisturbed);
    List<Double> losses = new ArrayList<>();
    Optional<StoredCheckpoint> from = START;

    for (int rung : List.of(1, 2, 4)) {
      RecordingListener piece = new RecordingListener();
      Outcome outcome = run(pausing(cell, from, rung), piece);
      assertThat(outcome).isInstanceOf(Outcome.Paused.class);
      from = ((Outcome.Paused) outcome).checkpoint();
      assertThat(from.map(StoredCheckpoint::epoch)).contains(rung);
      losses.addAll(piece.validationLosses());
    }
    RecordingListener last = new RecordingListener();
    Outcome end = run(pausing(cell, from, EPOCHS), last);
    losses.addAll(last.validationLosses());

    assertThat(losses).isEqualTo(undisturbed.validationLosses());
    assertThat(model(end)).isEqualTo(model(expected));
  }

  @Test
  void theLastEpochIsAnEndAndNoPause() throws IOException {
    RecordingListener listener = new RecordingListener();

    assertThat(run(pausing("gru", START, EPOCHS), listener)).isInstanceOf(Outcome.Trained.class);
    assertThat(listener.asked()).isEmpty();
  }

  @Test
  void anAttemptThatMayGoOnKeepsItsPlaceAndAsksAgainAtTheNextRung() throws IOException {
    RecordingListener listener = new RecordingListener();
    listener.answer(1, 2);
    listener.answer(2, 4);

    Outcome outcome = run(pausing("gru", START, 1), listener);

    assertThat(listener.asked()).containsExactly(1, 2, 4);
    assertThat(((Outcome.Paused) outcome).epoch()).isEqualTo(4);
    assertThat(listener.reports()).extracting(EpochReport::epoch).containsExactly(1, 2, 3, 4);
  }

  @Test
  void onePauseWritesOneCheckpointHoweverOftenTheyAreWanted() throws IOException {
    RecordingListener listener = new RecordingListener(true);

    Outcome outcome = run(pausing("gru", START, 3), listener);

    assertThat(listener.checkpoints()).extracting(StoredCheckpoint::epoch).containsExactly(1, 2);
    assertThat(((Outcome.Paused) outcome).checkpoint().map(StoredCheckpoint::epoch)).contains(3);
  }

  @Test
  void anAttemptWhoseCheckpointsHaveNoRoomTrainsOnWithoutThem() throws IOException {
    RecordingListener undisturbed = new RecordingListener();
    run(Assignments.train(TASK.task(), values("gru"), 3), undisturbed);
    RecordingListener listener = new RecordingListener(true);
    files.fill();

    Outcome outcome = run(Assignments.train(TASK.task(), values("gru"), 3), listener);

    assertThat(outcome).isInstanceOf(Outcome.Trained.class);
    assertThat(listener.validationLosses()).isEqualTo(undisturbed.validationLosses());
    // One after each epoch but the last, whose model is stored instead.
    assertThat(listener.missing()).hasSize(EPOCHS - 1).containsOnly("No space left on device");
    assertThat(listener.checkpoints()).isEmpty();
  }

  @Test
  void anAttemptThatIsStoppedWhereItWouldPauseKeepsItsWeights() throws IOException {
    RecordingListener listener = new RecordingListener();

    // from the question on, which comes after the batches of the first two epochs
    Outcome outcome = run(pausing("gru", START, 2), listener, () -> !listener.asked().isEmpty());

    assertThat(outcome).isInstanceOf(Outcome.Trained.class);
    assertThat(((Outcome.Trained) outcome).stoppedOnRequest()).isTrue();
    assertThat(((Outcome.Trained) outcome).epochs()).isEqualTo(2);
    assertThat(((Outcome.Trained) outcome).model()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void aTrialThatIsHandedBackAndGoesOnLosesNothing(String cell) throws IOException {
    RecordingListener undisturbed = new RecordingListener();
    Outcome expected = run(Assignments.train(TASK.task(), values(cell), 3), undisturbed);
    RecordingListener first = new RecordingListener();
    first.handBackAfter(3);

    Outcome.Paused paused =
        (Outcome.Paused) run(Assignments.train(TASK.task(), values(cell), 3), first);
    RecordingListener second = new RecordingListener();
    Outcome end = run(pausing(cell, paused.checkpoint(), EPOCHS), second);

    assertThat(paused.epoch()).isEqualTo(3);
    List<Double> losses = new ArrayList<>(first.validationLosses());
    losses.addAll(second.validationLosses());
    assertThat(losses).isEqualTo(undisturbed.validationLosses());
    assertThat(model(end)).isEqualTo(model(expected));
  }

  @Test
  void oneThatIsHandedBackAtItsRungDoesNotWaitForAWord() throws IOException {
    RecordingListener listener = new RecordingListener();
    listener.handBackAfter(2);

    Outcome outcome = run(pausing("gru", START, 2), listener);

    assertThat(((Outcome.Paused) outcome).epoch()).isEqualTo(2);
    assertThat(listener.asked()).isEmpty();
  }

  @Test
  void oneThatIsWantedBackBeforeItsFirstEpochLeavesNothing() throws IOException {
    RecordingListener listener = new RecordingListener();
    listener.handBackAfter(0);

    Outcome outcome = run(Assignments.train(TASK.task(), values("gru"), 3), listener);

    assertThat(outcome).isEqualTo(new Outcome.Paused(0, Optional.empty()));
  }

  @Test
  void oneThatIsWantedBackAfterItsLastEpochHasEnded() throws IOException {
    RecordingListener listener = new RecordingListener();
    listener.handBackAfter(EPOCHS);

    assertThat(run(Assignments.train(TASK.task(), values("gru"), 3), listener))
        .isInstanceOf(Outcome.Trained.class);
  }

  /** Every epoch takes a second, and so does whatever comes between two. */
  private Outcome timed(TrainingTime time, OptionalInt pauseAfter, RecordingListener listener)
      throws IOException {
    AtomicLong clock = new AtomicLong();
    Assignment assignment =
        Assignments.timed(TASK.task(), values("gru"), pauseAfter, Optional.of(time));
    return new Trainer(
            Engines.only(VectorNetwork::new), files, () -> clock.getAndAdd(1_000_000_000L))
        .run(assignment, TASK, listener, StopSignal.NEVER);
  }

  @Test
  void whatIsBetweenItsEpochsIsNoneOfAnAttemptsTime() throws IOException {
    RecordingListener listener = new RecordingListener(true);

    timed(new TrainingTime(0, 99), OptionalInt.of(3), listener);

    assertThat(listener.reports()).extracting(EpochReport::seconds).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void anAttemptPausesAtTheFirstEpochWithWhichItsTrialHasSpentTheTime() throws IOException {
    RecordingListener listener = new RecordingListener();
    listener.answer(2, 6);

    // 3.5 s before: 5.5 s at epoch 2, and told to go on to 6 s there, 6.5 s at epoch 3.
    Outcome outcome = timed(new TrainingTime(3.5, 99), OptionalInt.of(5), listener);

    assertThat(((Outcome.Paused) outcome).epoch()).isEqualTo(3);
    assertThat(listener.asked()).containsExactly(2, 3);
  }

  @Test
  void theFirstEpochWithWhichAllTimeIsSpentIsTheLast() throws IOException {
    // 1.5 s before: 4.5 s at epoch 3.
    Outcome outcome = timed(new TrainingTime(1.5, 4), OptionalInt.empty(), new RecordingListener());

    assertThat(outcome).isInstanceOf(Outcome.Trained.class);
    assertThat(((Outcome.Trained) outcome).epochs()).isEqualTo(3);
    assertThat(((Outcome.Trained) outcome).stoppedOnRequest()).isFalse();
  }

  private byte[] model(Outcome outcome) {
    return files.read(((Outcome.Trained) outcome).model().orElseThrow());
  }
}
