package io.cellsearch.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptProgress;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.worker.Attempts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An attempt's way into the runner and out of it. */
@Tag("unit")
final class AttemptBookTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final AttemptId OTHER = Attempts.id(2);
  private static final Assignment ASSIGNMENT = Attempts.train(ID);
  private static final Frame START = new Frame.Start(ASSIGNMENT);
  private static final Frame STOP = new Frame.StopTrial(ID.trial(), 1);

  private final AttemptBook book = new AttemptBook(2);

  @Test
  void anAssignmentIsTakenOnce() {
    assertThat(book.take(ASSIGNMENT)).isTrue();
    assertThat(book.take(Attempts.train(ID, 9))).as("the same attempt in a later term").isFalse();
    assertThat(book.assignmentToPrepare(ID)).contains(ASSIGNMENT);
    assertThat(book.ids()).containsExactly(ID);
  }

  @Test
  void anAttemptStartsWhenItsFilesAreHereAndARunnerIsUp() {
    book.take(ASSIGNMENT);
    assertThat(book.prepared(ID)).as("no runner yet").isEmpty();
    assertThat(book.assignmentToPrepare(ID)).as("nothing is missing").isEmpty();

    assertThat(book.runnerReady()).containsExactly(new Frame.Start(ASSIGNMENT));

    assertThat(book.prepared(ID)).as("it has started").isEmpty();
    assertThat(book.runnerReady()).as("it has started").isEmpty();
  }

  @Test
  void anAttemptWhoseFilesComeAfterTheRunnerStartsWithTheFiles() {
    book.runnerReady();
    book.take(ASSIGNMENT);

    assertThat(book.prepared(ID)).containsExactly(new Frame.Start(ASSIGNMENT));
  }

  @Test
  void slotsAreFreeWhileARunnerIsUpAndNoAttemptNeedsThem() {
    assertThat(book.free()).as("no runner").isZero();
    book.runnerReady();
    assertThat(book.free()).isEqualTo(2);
    book.take(ASSIGNMENT);
    assertThat(book.free()).as("one prepares").isEqualTo(1);
    book.prepared(ID);
    book.take(Attempts.train(OTHER));
    book.take(Attempts.train(Attempts.id(3)));
    assertThat(book.free()).as("one more than there are slots").isZero();

    book.ended(ID, Attempts.trained(Optional.of(Attempts.MODEL)));
    book.abandon(Attempts.id(3));

    assertThat(book.free()).as("a model on its way needs no slot").isEqualTo(1);
  }

  @Test
  void aStopOfAStartedAttemptGoesToTheRunner() {
    start();

    assertThat(book.stop(ID)).containsExactly(new Frame.StopTrial(ID.trial(), 1));
    assertThat(book.ids()).as("its results are still to come").containsExactly(ID);
  }

  @Test
  void aStopBeforeTheStartFollowsTheStart() {
    book.take(ASSIGNMENT);
    assertThat(book.stop(ID)).isEmpty();
    assertThat(book.prepared(ID)).isEmpty();

    assertThat(book.runnerReady()).map(Frame.class::cast).containsExactly(START, STOP);
  }

  @Test
  void anAttemptThatIsWantedBackBeforeItsStartIsOverAndLeavesItsCheckpointAsItWas() {
    book.runnerReady();
    book.take(Attempts.resume(ID, Attempts.checkpoint(4)));

    assertThat(book.handBack(ID)).isEmpty();

    assertThat(book.unsentEnds())
        .extracting(AttemptEnded::outcome)
        .containsExactly(new Outcome.Paused(4, Optional.empty()));
    assertThat(book.free()).isEqualTo(2);
    assertThat(book.prepared(ID)).as("the files come all the same").isEmpty();
  }

  @Test
  void anAbandonedAttemptIsForgottenAndEndsInTheRunner() {
    start();
    book.reported(ID, Attempts.report(1));

    assertThat(book.abandon(ID)).containsExactly(new Frame.Abandon(ID.trial(), 1));

    assertThat(book.ids()).isEmpty();
    assertThat(book.unsentReports()).isEmpty();
    assertThat(book.free()).isEqualTo(2);
    assertThat(book.abandon(ID)).as("a second time").isEmpty();
  }

  @Test
  void aRunnerHearsNothingOfAnAttemptThatIsAbandonedBeforeItsStart() {
    book.runnerReady();
    book.take(ASSIGNMENT);

    assertThat(book.abandon(ID)).isEmpty();
    assertThat(book.prepared(ID)).as("the files come all the same").isEmpty();
  }

  @Test
  void everyHeldAttemptGivesASignOfLifeWithTheMostBatchesItTold() {
    start();
    book.take(Attempts.train(OTHER));
    book.progressed(ID, 40);
    book.progressed(ID, 30);
    book.progressed(Attempts.id(3), 5);

    assertThat(book.progress())
        .isEqualTo(List.of(new AttemptProgress(ID, 40), new AttemptProgress(OTHER, 0)));
  }

  private void start() {
    book.runnerReady();
    book.take(ASSIGNMENT);
    book.prepared(ID);
  }
}
