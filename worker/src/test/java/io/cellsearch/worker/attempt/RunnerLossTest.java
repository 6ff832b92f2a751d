package io.cellsearch.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.worker.Attempts;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is left of attempts when their runner is gone, and how much of its last words is kept. */
@Tag("unit")
final class RunnerLossTest {
  private static final int LONGEST = 16_000;

  private final AttemptBook book = new AttemptBook(4);

  @Test
  void attemptsInALostRunnerEndWithItAndCountEachOtherAsCompanions() {
    for (int trial = 1; trial <= 3; trial++) {
      start(Attempts.id(trial));
    }

    book.runnerLost("status 134", "SIGABRT");

    // Three were in the runner: each of them had two companions.
    assertThat(book.unsentEnds())
        .hasSize(3)
        .allSatisfy(
            end -> {
              assertThat(end.companions()).isEqualTo(2);
              assertThat(end.outcome()).isEqualTo(new Outcome.RunnerLost("status 134", "SIGABRT"));
            });
    assertThat(book.free()).as("no runner").isZero();
  }

  @Test
  void attemptsOutsideALostRunnerGoOn() {
    AttemptId lone = Attempts.id(1);
    AttemptId storing = Attempts.id(2);
    AttemptId preparing = Attempts.id(3);
    start(lone);
    start(storing);
    book.ended(storing, Attempts.trained(Optional.of(Attempts.MODEL)));
    book.take(Attempts.train(preparing));

    book.runnerLost("status 134", "");

    assertThat(book.unsentEnds())
        .containsExactly(
            new AttemptEnded(lone, Attempts.TERM, 0, 0, new Outcome.RunnerLost("status 134", "")));
    assertThat(book.resultToStore(storing)).contains(Attempts.MODEL);
    assertThat(book.prepared(preparing)).as("no runner").isEmpty();
    assertThat(book.runnerReady()).containsExactly(new Frame.Start(Attempts.train(preparing)));
  }

  @Test
  void anAttemptThatEndsByItselfCountsThoseStillInTheRunner() {
    start(Attempts.id(1));
    start(Attempts.id(2));
    book.ended(Attempts.id(1), new Outcome.Failed("no such cell", ""));
    book.ended(Attempts.id(2), new Outcome.Failed("no such cell", ""));

    assertThat(book.unsentEnds()).map(AttemptEnded::companions).containsExactly(1, 0);
  }

  @Test
  void ofALongStackTraceTheBeginningIsKept() {
    start(Attempts.id(1));
    book.ended(Attempts.id(1), new Outcome.Failed("deep", "first" + "x".repeat(LONGEST)));

    Outcome.Failed failed = (Outcome.Failed) book.unsentEnds().get(0).outcome();
    assertThat(failed.detail()).hasSize(LONGEST).startsWith("first");
  }

  @Test
  void ofALongLogTheEndIsKept() {
    start(Attempts.id(1));
    book.runnerLost("status 134", "x".repeat(LONGEST) + "last");

    Outcome.RunnerLost lost = (Outcome.RunnerLost) book.unsentEnds().get(0).outcome();
    assertThat(lost.detail()).hasSize(LONGEST).endsWith("last");
  }

  @Test
  void aLongCauseIsShortenedToo() {
    start(Attempts.id(1));
    book.ended(Attempts.id(1), new Outcome.Failed("why " + "x".repeat(LONGEST), ""));
    book.take(Attempts.train(Attempts.id(2)));
    book.failed(Attempts.id(2), "why " + "x".repeat(LONGEST));

    assertThat(book.unsentEnds())
        .map(end -> ((Outcome.Failed) end.outcome()).cause())
        .allSatisfy(cause -> assertThat(cause).hasSize(1000).startsWith("why xx"));
  }

  /** Half a pair is no text: the message with it could not be written, and the end got lost. */
  @Test
  void noCharacterIsCutInTwo() {
    String clef = "\uD834\uDD1E";
    start(Attempts.id(1));
    start(Attempts.id(2));
    book.ended(Attempts.id(1), new Outcome.Failed("c", "x".repeat(LONGEST - 1) + clef + "more"));
    book.runnerLost("c", "more" + clef + "x".repeat(LONGEST - 1));

    assertThat(book.unsentEnds())
        .map(AttemptEnded::outcome)
        .containsExactly(
            new Outcome.Failed("c", "x".repeat(LONGEST - 1)),
            new Outcome.RunnerLost("c", "x".repeat(LONGEST - 1)));
  }

  private void start(AttemptId id) {
    book.runnerReady();
    book.take(Attempts.train(id));
    book.prepared(id);
  }
}
