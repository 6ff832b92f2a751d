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
  void attempts_in_a_lost_runner_end_with_it_and_count_each_other_as_companions() {
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
  void attempts_outside_a_lost_runner_go_on() {
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
    assertThat(book.modelToStore(storing)).contains(Attempts.MODEL);
    assertThat(book.prepared(preparing)).as("no runner").isEmpty();
    assertThat(book.runnerReady()).containsExactly(new Frame.Start(Attempts.train(preparing)));
  }

  @Test
  void an_attempt_that_ends_by_itself_counts_those_still_in_the_runner() {
    start(Attempts.id(1));
    start(Attempts.id(2));
    book.ended(Attempts.id(1), new Outcome.Failed("no such cell", ""));
    book.ended(Attempts.id(2), new Outcome.Failed("no such cell", ""));

    assertThat(book.unsentEnds()).map(AttemptEnded::companions).containsExactly(1, 0);
  }

  @Test
  void of_a_long_stack_trace_the_beginning_is_kept() {
    start(Attempts.id(1));
    book.ended(Attempts.id(1), new Outcome.Failed("deep", "first" + "x".repeat(LONGEST)));

    Outcome.Failed failed = (Outcome.Failed) book.unsentEnds().get(0).outcome();
    assertThat(failed.detail()).hasSize(LONGEST).startsWith("first");
  }

  @Test
  void of_a_long_log_the_end_is_kept() {
    start(Attempts.id(1));
    book.runnerLost("status 134", "x".repeat(LONGEST) + "last");

    Outcome.RunnerLost lost = (Outcome.RunnerLost) book.unsentEnds().get(0).outcome();
    assertThat(lost.detail()).hasSize(LONGEST).endsWith("last");
  }

  @Test
  void a_long_cause_is_shortened_too() {
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
  void no_character_is_cut_in_two() {
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
