package io.cellsearch.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.benchmarks.cluster.AcknowledgedReports.Acknowledged;
import io.cellsearch.benchmarks.cluster.Outcome.Place;
import io.cellsearch.benchmarks.cluster.Tables.Point;
import io.cellsearch.benchmarks.cluster.Tables.Report;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A benchmark that finds nothing shows something only if it finds what is wrong. */
@Tag("unit")
final class OutcomeTest {
  private static final double LOSS = 0.1;

  /** One trial of two epochs; a lost worker made its second epoch an attempt of its own. */
  private static final List<Report> REPORTS =
      List.of(new Report(1, 1, 1, 0.2), new Report(1, 2, 1, LOSS));

  private static final List<Acknowledged> ACKNOWLEDGED =
      List.of(new Acknowledged(1, 1, 1, 0.2), new Acknowledged(1, 2, 1, LOSS));

  private static final Outcome UNDISTURBED = outcome("COMPLETED", REPORTS, ACKNOWLEDGED, LOSS);

  private static Outcome outcome(
      String state, List<Report> reports, List<Acknowledged> acknowledged, double loss) {
    List<Place> leaderboard = List.of(new Place(1, 1, Map.of(), 2, loss, null, state));
    List<Point> curve = List.of(new Point(1, 0.3, 0.2), new Point(2, 0.2, loss));
    return new Outcome(
        leaderboard,
        new Tables(new TreeMap<>(Map.of(1, state)), reports, new TreeMap<>(Map.of(1, curve)), 2, 1),
        acknowledged);
  }

  @Test
  void theSameIsNoViolation() {
    assertThat(UNDISTURBED.violations(UNDISTURBED)).isEmpty();
  }

  @Test
  void aTrialThatHasNotEndedIsOne() {
    assertThat(outcome("RUNNING", REPORTS, ACKNOWLEDGED, LOSS).violations(UNDISTURBED))
        .contains("trial 1 is not terminal");
  }

  @Test
  void aReportThatIsThereTwiceIsOne() {
    List<Report> twice = List.of(REPORTS.get(0), REPORTS.get(1), REPORTS.get(1));

    assertThat(outcome("COMPLETED", twice, ACKNOWLEDGED, LOSS).violations(UNDISTURBED))
        .containsExactly("reported twice: 1#2 step 1");
  }

  @Test
  void anAcknowledgedReportThatIsNotThereIsOne() {
    List<Report> lost = REPORTS.subList(0, 1);

    assertThat(outcome("COMPLETED", lost, ACKNOWLEDGED, LOSS).violations(UNDISTURBED))
        .singleElement()
        .asString()
        .startsWith("acknowledged, but stored as null");
  }

  @Test
  void theLastBitOfALossMatters() {
    Outcome other = outcome("COMPLETED", REPORTS, ACKNOWLEDGED, Math.nextUp(LOSS));

    // The row of the leaderboard and the curve.
    assertThat(other.violations(UNDISTURBED)).hasSize(2);
  }
}
