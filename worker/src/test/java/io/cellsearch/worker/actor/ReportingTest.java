package io.cellsearch.worker.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.worker.Attempts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a worker passes on what its runner says. */
@Tag("unit")
final class ReportingTest {
  private static final AttemptId ID = Attempts.id(1);
  private static final AttemptId OTHER = Attempts.id(2);

  @TempDir Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new Stage(folder);
    stage.begin();
    stage.running(ID);
    stage.running(OTHER);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void aReportIsPassedOnAtOnceAndAgainUntilItIsAcknowledged() {
    stage.runner.says(Attempts.reported(ID, 1));
    ToCoordinator.Reports reports =
        new ToCoordinator.Reports(
            Stage.WORKER,
            List.of(new AttemptReport(ID, Attempts.TERM, Attempts.report(1))),
            stage.worker());
    stage.expect(reports);

    // Sent just before the first tick, it is taken for lost at the second.
    stage.pass(WorkerActor.REPEAT);
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 2, stage.worker()));
    stage.expectSilence();
    stage.pass(WorkerActor.REPEAT);
    assertThat(stage.await(ToCoordinator.Reports.class)).isEqualTo(reports);

    stage.tell(new ToWorker.Ack(List.of(new ReportId(ID, 1))));
    stage.pass(WorkerActor.REPEAT.multipliedBy(4));
    stage.tell(new ToWorker.NotKnown());
    assertThat(stage.await(ToCoordinator.Hello.class).running()).containsExactly(ID, OTHER);
    stage.expectSilence();
  }

  @Test
  void whatARunnerSaysAtOnceGoesInOneMessageReportsBeforeEnds() {
    Outcome outcome = new Outcome.Diverged(2);
    stage.runner.says(
        Attempts.reported(ID, 1),
        Attempts.reported(OTHER, 1),
        Attempts.reported(ID, 2),
        Attempts.ended(ID, outcome));

    assertThat(stage.expect(ToCoordinator.Reports.class).reports())
        .map(AttemptReport::reportId)
        .containsExactly(new ReportId(ID, 1), new ReportId(ID, 2), new ReportId(OTHER, 1));
    stage.expect(ended(outcome, 2, 1));
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 3, stage.worker()));
  }

  @Test
  void moreThan200ReportsGoInSeveralMessages() {
    // 450 = 200 + 200 + 50
    stage.runner.says(
        IntStream.rangeClosed(1, 450)
            .mapToObj(step -> Attempts.reported(ID, step))
            .toArray(Frame.FromRunner[]::new));

    List<Integer> steps =
        IntStream.range(0, 3)
            .mapToObj(i -> stage.expect(ToCoordinator.Reports.class).reports())
            .peek(reports -> assertThat(reports).hasSizeLessThanOrEqualTo(200))
            .flatMap(List::stream)
            .map(report -> report.report().step())
            .toList();
    assertThat(steps).isEqualTo(IntStream.rangeClosed(1, 450).boxed().toList());
    stage.expectSilence();
  }

  @Test
  void anEndIsToldAgainUntilItIsAcknowledgedAndNeverAfter() {
    Outcome outcome = Attempts.trained(Optional.empty());
    stage.runner.says(Attempts.ended(ID, outcome));
    stage.expect(ended(outcome, 0, 1));
    stage.runner.says(Attempts.ended(ID, new Outcome.Diverged(9)));
    stage.pass(WorkerActor.REPEAT);
    stage.pass(WorkerActor.REPEAT);
    assertThat(stage.await(ToCoordinator.Ended.class)).isEqualTo(ended(outcome, 0, 1));

    stage.tell(new ToWorker.AckEnded(ID));
    stage.pass(WorkerActor.REPEAT.multipliedBy(4));

    stage.tell(new ToWorker.NotKnown());
    // Everything before the hello was a request or a renewal.
    assertThat(stage.await(ToCoordinator.Hello.class).running()).containsExactly(OTHER);
  }

  @Test
  void theEndOfARunnerEndsItsAttemptsAndTheNextOneBringsNewWork() {
    stage.runner.dies("status 134");
    Outcome outcome = new Outcome.RunnerLost("status 134", "");

    // Two were in the runner: each had one companion.
    stage.expect(ended(outcome, 0, 1));
    stage.expect(
        new ToCoordinator.Ended(
            Stage.WORKER, new AttemptEnded(OTHER, Attempts.TERM, 0, 1, outcome), stage.worker()));
    stage.expectSilence();

    stage.runner.ready();
    stage.expect(new ToCoordinator.RequestWork(Stage.WORKER, 4, stage.worker()));
  }

  @Test
  void anotherActorGoesOnWhereTheLastOneEnded() {
    stage.runner.says(Attempts.reported(ID, 1));
    stage.expect(ToCoordinator.Reports.class);

    stage.restart();
    stage.runner.says(Attempts.reported(ID, 2));

    assertThat(stage.expect(ToCoordinator.Hello.class).running()).containsExactly(ID, OTHER);
    stage.pass(WorkerActor.REPEAT);
    stage.pass(WorkerActor.REPEAT);
    assertThat(stage.await(ToCoordinator.Reports.class).reports())
        .map(AttemptReport::reportId)
        .contains(new ReportId(ID, 2));
    assertThat(stage.await(ToCoordinator.Reports.class).replyTo()).isEqualTo(stage.worker());
  }

  private ToCoordinator.Ended ended(Outcome outcome, int reports, int companions) {
    return new ToCoordinator.Ended(
        Stage.WORKER,
        new AttemptEnded(ID, Attempts.TERM, reports, companions, outcome),
        stage.worker());
  }
}
