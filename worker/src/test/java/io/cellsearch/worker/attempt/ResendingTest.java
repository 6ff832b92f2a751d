package io.cellsearch.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.worker.Attempts;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the coordinator is told, until it has acknowledged that. */
@Tag("unit")
final class ResendingTest {
  private static final AttemptId ID = Attempts.id(1);

  private final AttemptBook book = new AttemptBook(2);

  @BeforeEach
  void start() {
    start(ID);
    book.runnerReady();
  }

  private void start(AttemptId id) {
    book.runnerReady();
    book.take(Attempts.train(id));
    book.prepared(id);
  }

  @Test
  void aReportIsSentOnceAndAgainWhenAWholeTickHasPassedWithoutAnAnswer() {
    book.reported(ID, Attempts.report(1));
    assertThat(book.unsentReports()).isEqualTo(reports(1));
    assertThat(book.unsentReports()).as("it is on its way").isEmpty();

    // Sent in tick 0. The end of tick 0 can follow at once; the end of tick 1 is a tick later.
    book.tick();
    assertThat(book.unsentReports()).as("sent a moment ago, perhaps").isEmpty();
    book.tick();
    assertThat(book.unsentReports()).isEqualTo(reports(1));

    book.tick();
    assertThat(book.unsentReports()).isEmpty();
    book.tick();
    assertThat(book.unsentReports()).as("as often as it takes").isEqualTo(reports(1));
  }

  @Test
  void anAcknowledgedReportIsNeverSentAgain() {
    book.reported(ID, Attempts.report(1));
    book.reported(ID, Attempts.report(2));
    book.unsentReports();
    book.acknowledged(List.of(new ReportId(ID, 1), new ReportId(ID, 7)));
    book.acknowledged(List.of(new ReportId(Attempts.id(9), 1)));

    book.tick();
    book.tick();

    assertThat(book.unsentReports()).isEqualTo(reports(2));
  }

  @Test
  void anAcknowledgementTellsOnceWhatItIsAbout() {
    book.reported(ID, Attempts.report(1));
    AttemptReport sent = book.unsentReports().get(0);
    List<ReportId> acknowledged = List.of(new ReportId(ID, 1), new ReportId(ID, 2));

    assertThat(book.acknowledged(acknowledged)).containsExactly(sent);
    assertThat(book.acknowledged(acknowledged)).as("it came twice").isEmpty();

    book.reported(ID, Attempts.report(2));
    book.abandon(ID);
    assertThat(book.acknowledged(acknowledged)).as("nobody needed it any more").isEmpty();
  }

  @Test
  void reportsAreSentInTheOrderOfTheirAttemptsAndSteps() {
    AttemptId second = Attempts.id(2);
    start(second);
    book.reported(second, Attempts.report(1));
    book.reported(ID, Attempts.report(1));
    book.reported(ID, Attempts.report(2));

    assertThat(book.unsentReports())
        .map(AttemptReport::reportId)
        .containsExactly(new ReportId(ID, 1), new ReportId(ID, 2), new ReportId(second, 1));
  }

  @Test
  void anEndTellsHowManyReportsWereMadeAndIsSentUntilItIsAcknowledged() {
    book.reported(ID, Attempts.report(1));
    book.reported(ID, Attempts.report(2));
    Outcome outcome = new Outcome.Diverged(3);
    assertThat(book.ended(ID, outcome)).isEmpty();

    List<AttemptEnded> end = List.of(new AttemptEnded(ID, Attempts.TERM, 2, 0, outcome));
    assertThat(book.unsentEnds()).isEqualTo(end);
    assertThat(book.unsentEnds()).as("it is on its way").isEmpty();
    book.tick();
    book.tick();
    assertThat(book.unsentEnds()).isEqualTo(end);
    assertThat(book.ids()).containsExactly(ID);

    book.endAcknowledged(ID);

    assertThat(book.ids()).isEmpty();
    book.tick();
    book.tick();
    assertThat(book.unsentEnds()).isEmpty();
  }

  @Test
  void anEndWithAModelIsToldWhenTheModelIsStored() {
    Outcome outcome = Attempts.trained(Optional.of(Attempts.MODEL));

    assertThat(book.ended(ID, outcome)).contains(Attempts.MODEL);

    assertThat(book.resultToStore(ID)).contains(Attempts.MODEL);
    assertThat(book.unsentEnds()).isEmpty();
    book.stored(ID);
    assertThat(book.resultToStore(ID)).isEmpty();
    assertThat(book.unsentEnds()).map(AttemptEnded::outcome).containsExactly(outcome);
  }

  @Test
  void anEndCannotBeAcknowledgedBeforeItIsTold() {
    book.endAcknowledged(ID);
    book.ended(ID, Attempts.trained(Optional.of(Attempts.MODEL)));
    book.endAcknowledged(ID);

    assertThat(book.resultToStore(ID)).contains(Attempts.MODEL);
  }

  @Test
  void anAttemptWhoseModelCannotBeStoredFails() {
    book.ended(ID, Attempts.trained(Optional.of(Attempts.MODEL)));

    book.failed(ID, "too large");

    assertThat(book.unsentEnds())
        .map(AttemptEnded::outcome)
        .containsExactly(new Outcome.Failed("too large", ""));
  }

  @Test
  void anAttemptEndsOnce() {
    book.ended(ID, new Outcome.Diverged(3));
    book.ended(ID, new Outcome.Diverged(4));
    book.failed(ID, "its files never came");
    book.stored(ID);

    assertThat(book.unsentEnds())
        .map(AttemptEnded::outcome)
        .containsExactly(new Outcome.Diverged(3));
  }

  @Test
  void whatARunnerSaysOfAnAttemptThatIsOverIsNotReported() {
    book.runnerLost("killed", "");

    book.reported(ID, Attempts.report(1));

    assertThat(book.unsentReports()).isEmpty();
    assertThat(book.unsentEnds()).map(AttemptEnded::reports).containsExactly(0);
  }

  private static List<AttemptReport> reports(int... steps) {
    return IntStream.of(steps)
        .mapToObj(step -> new AttemptReport(ID, Attempts.TERM, Attempts.report(step)))
        .toList();
  }
}
