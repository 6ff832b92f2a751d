package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.SearchSpace;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class FinitePointsTest {

  @Test
  void everyPointHasItsNumber() {
    FinitePoints points = new FinitePoints(Spaces.finite());
    Set<Configuration> all = new HashSet<>();
    for (int number = 0; number < 12; number++) {
      all.add(points.point(number));
    }

    assertThat(points.size()).isEqualTo(12);
    assertThat(all).hasSize(12);
  }

  @Test
  void aRangeWithoutAStepHasNoNumber() {
    assertThat(new FinitePoints(Spaces.mixed()).size()).isZero();
    assertThat(new FinitePoints(Spaces.of()).size()).isEqualTo(1);
  }

  @Test
  void aSpaceThatNobodyCouldTryCountsAsInfinite() {
    SearchSpace vast =
        Spaces.of(
            Spaces.whole("a", 1, 1_000_000_000, Scale.LINEAR),
            Spaces.whole("b", 1, 1_000_000_000, Scale.LINEAR));

    assertThat(new FinitePoints(vast).size()).isZero();
  }

  @Test
  void theShuffleOfALargeSpaceKeepsOnlyWhatItHasMoved() {
    SearchSpace large = Spaces.of(Spaces.whole("a", 1, 1_000_000_000, Scale.LINEAR));
    Untried untried = new Untried(large, 1);
    Set<Configuration> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Optional<Configuration> next = untried.next();
      untried.trying(next.orElseThrow());
      seen.add(next.get());
    }

    assertThat(seen).hasSize(1000);
    assertThat(untried.exhausted()).isFalse();
  }
}
