package io.cellsearch.coordinator.scheduler;

import static io.cellsearch.coordinator.scheduler.Bench.A;
import static io.cellsearch.coordinator.scheduler.Bench.attempt;
import static io.cellsearch.coordinator.scheduler.Bench.report;
import static io.cellsearch.coordinator.scheduler.SpecBuilder.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.coordinator.order.Order;
import io.cellsearch.protocol.ToWorker;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the coordinator's clock, by a day forward or back. */
@Tag("unit")
final class ClockJumpsTest {
  private final Bench bench = new Bench();

  private boolean stopsAfterReport(int step) {
    return Told.to(A, bench.reports(A, report(attempt("co2", 1, 1), step, 0.5))).stream()
        .anyMatch(ToWorker.StopTrial.class::isInstance);
  }

  private void assertTwoSecondsAreLeftAfter(long seconds) {
    bench.clock.advance(Duration.ofSeconds(seconds));
    bench.ticks(1);
    assertThat(stopsAfterReport(1)).isFalse();
    bench.clock.advance(Duration.ofSeconds(2));
    bench.ticks(1);

    assertThat(stopsAfterReport(2)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void aTimeLimitCountsTheTimeThatPassed(long days) {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    bench.clock.jump(Duration.ofDays(days));

    assertTwoSecondsAreLeftAfter(58);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void anExperimentThatIsSubmittedAfterwardsHasItsWholeTime(long days) {
    bench.clock.jump(Duration.ofDays(days));
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);

    assertTwoSecondsAreLeftAfter(58);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void aPauseTakesFromTheLimitNoMoreAndNoLessThanItLasted(long days) {
    bench.submit(spec("co2", 9).maxDuration(Duration.ofSeconds(60)));
    bench.join(A, 1);
    // 20 s of 60 s, a pause of 100 s, 38 s more: two are left.
    bench.clock.advance(Duration.ofSeconds(20));
    bench.order(new Order.Pause(attempt("co2", 1, 1).trial().experiment()));
    bench.clock.jump(Duration.ofDays(days));
    bench.clock.advance(Duration.ofSeconds(100));
    bench.order(new Order.Resume(attempt("co2", 1, 1).trial().experiment()));
    assertTwoSecondsAreLeftAfter(38);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void noLeaseRunsOut(long days) {
    bench.submit(spec("co2", 9));
    bench.join(A, 1);
    bench.clock.jump(Duration.ofDays(days));

    // One that nobody renews lasts five ticks, whatever the clock says.
    bench.ticks(Bench.LIMIT_TICKS);
    assertThat(bench.scheduler.heldAttempts()).isEqualTo(1);
    bench.renew(A, attempt("co2", 1, 1));
    bench.ticks(Bench.LIMIT_TICKS);

    assertThat(bench.scheduler.heldAttempts()).isEqualTo(1);
  }
}
