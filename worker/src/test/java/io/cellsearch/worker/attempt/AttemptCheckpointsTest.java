package io.cellsearch.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.worker.Attempts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which checkpoint travels, and when the coordinator is told of it. */
@Tag("unit")
final class AttemptCheckpointsTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final StoredCheckpoint ONE = Attempts.checkpoint(1);
  private static final StoredCheckpoint TWO = Attempts.checkpoint(2);
  private static final StoredCheckpoint THREE = Attempts.checkpoint(3);

  private final AttemptBook book = new AttemptBook(1);
  private AttemptCheckpoints checkpoints;

  @BeforeEach
  void start() {
    book.runnerReady();
    book.take(Attempts.train(ID));
    assertThat(book.checkpoints(ID)).as("it is not in the runner").isEmpty();
    book.prepared(ID);
    checkpoints = book.checkpoints(ID).orElseThrow();
  }

  private void report(int step) {
    book.reported(ID, Attempts.report(step));
  }

  private void acknowledge(int step) {
    book.acknowledged(List.of(new ReportId(ID, step)));
  }

  private void arrives(int step, StoredCheckpoint checkpoint) {
    checkpoints.written(step, checkpoint);
    assertThat(checkpoints.toStore()).contains(checkpoint.sha256());
    assertThat(checkpoints.stored()).contains(checkpoint.sha256());
  }

  @Test
  void ofThoseThatWaitOnlyTheNewestTravels() {
    assertThat(checkpoints.written(1, ONE)).isTrue();
    assertThat(checkpoints.toStore()).contains(ONE.sha256());
    assertThat(checkpoints.written(2, TWO)).as("another one travels").isFalse();
    assertThat(checkpoints.written(3, THREE)).isFalse();

    checkpoints.stored();

    assertThat(checkpoints.toStore()).contains(THREE.sha256());
    assertThat(checkpoints.takeSuperseded()).containsExactly(TWO.sha256());
    assertThat(checkpoints.takeSuperseded()).as("each once").isEmpty();
  }

  @Test
  void oneThatDidNotArriveTravelsAgainUnlessThereIsANewerOne() {
    checkpoints.written(1, ONE);
    checkpoints.toStore();
    assertThat(checkpoints.toStore()).contains(ONE.sha256());

    checkpoints.written(2, TWO);

    assertThat(checkpoints.toStore()).contains(TWO.sha256());
    assertThat(checkpoints.takeSuperseded()).containsExactly(ONE.sha256());
  }

  @Test
  void oneThatIsRefusedIsForgotten() {
    checkpoints.written(1, ONE);
    checkpoints.toStore();

    checkpoints.refused();

    assertThat(checkpoints.toStore()).isEmpty();
    assertThat(checkpoints.takeSuperseded()).containsExactly(ONE.sha256());
    assertThat(checkpoints.written(2, TWO)).isTrue();
  }

  @Test
  void theCoordinatorIsToldWhenAllReportsBeforeItAreAcknowledged() {
    report(1);
    report(2);
    arrives(2, TWO);
    report(3);
    book.unsentReports();
    acknowledge(1);
    assertThat(book.unsentCheckpoints()).as("report 2 is on its way").isEmpty();

    acknowledge(2);

    assertThat(book.unsentCheckpoints()).containsExactly(new AttemptCheckpoint(ID, TWO));
    assertThat(book.unsentCheckpoints()).as("it was sent").isEmpty();
  }

  @Test
  void itIsToldAgainUntilItIsAcknowledgedOrSuperseded() {
    report(1);
    acknowledge(1);
    arrives(1, ONE);
    assertThat(book.unsentCheckpoints()).hasSize(1);
    book.tick();
    assertThat(book.unsentCheckpoints()).as("sent just before the tick").isEmpty();
    book.tick();
    assertThat(book.unsentCheckpoints()).containsExactly(new AttemptCheckpoint(ID, ONE));

    report(2);
    acknowledge(2);
    arrives(2, TWO);
    assertThat(book.unsentCheckpoints()).containsExactly(new AttemptCheckpoint(ID, TWO));
    checkpoints.acknowledged(ONE);
    book.tick();
    book.tick();
    assertThat(book.unsentCheckpoints()).as("the other one was acknowledged").hasSize(1);

    checkpoints.acknowledged(TWO);
    book.tick();
    book.tick();
    assertThat(book.unsentCheckpoints()).isEmpty();
  }

  @Test
  void nothingIsToldOfAnAttemptThatIsOver() {
    arrives(0, ONE);
    checkpoints.written(2, TWO);
    checkpoints.toStore();
    checkpoints.written(3, THREE);

    assertThat(checkpoints.close(Optional.empty())).containsExactly(THREE.sha256(), TWO.sha256());

    assertThat(book.unsentCheckpoints()).isEmpty();
    assertThat(checkpoints.toStore()).isEmpty();
  }

  /** Told to pause just after a checkpoint, an attempt leaves the same one again. */
  @Test
  void aCheckpointThatIsThatOfThePauseIsKept() {
    checkpoints.written(2, TWO);
    checkpoints.toStore();
    checkpoints.written(3, THREE);

    assertThat(checkpoints.close(Optional.of(THREE))).containsExactly(TWO.sha256());
  }
}
