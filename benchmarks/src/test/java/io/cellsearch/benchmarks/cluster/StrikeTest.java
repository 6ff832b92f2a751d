package io.cellsearch.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class StrikeTest {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Test
  void aSeedGivesTheSameStrikes() {
    assertThat(Strike.plan(7, 3, TWO_MINUTES))
        .isEqualTo(Strike.plan(7, 3, TWO_MINUTES))
        .isNotEqualTo(Strike.plan(8, 3, TWO_MINUTES));
  }

  @Test
  void theyComeEveryFewSecondsAndHitEverything() {
    List<Strike> plan = Strike.plan(1, 3, TWO_MINUTES);

    // Pauses of 1 to 5 s: between 24 and 119 strikes.
    assertThat(plan).hasSizeBetween(24, 119);
    assertThat(plan).extracting(Strike::target).contains(0, 1, 2, 3);
    assertThat(plan).extracting(Strike::kind).contains(Strike.Kind.values());
    assertThat(plan).extracting(Strike::runner).contains(true, false);
  }
}
