package io.cellsearch.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.benchmarks.cluster.Cut.Length;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class CutTest {
  private static final int WORKERS = 3;
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @Test
  void aSeedGivesTheSameCuts() {
    assertThat(Cut.plan(7, WORKERS, TWO_MINUTES))
        .isEqualTo(Cut.plan(7, WORKERS, TWO_MINUTES))
        .isNotEqualTo(Cut.plan(8, WORKERS, TWO_MINUTES));
  }

  @Test
  void eachRowOfSixHasAllLengthsOfAWorkerAndOfTheCoordinator() {
    List<Cut> plan = Cut.plan(1, WORKERS, TWO_MINUTES);

    assertThat(plan.size() % 6).isZero();
    for (int from = 0; from < plan.size(); from += 6) {
      assertThat(plan.subList(from, from + 6))
          .extracting(cut -> (cut.target() == 0 ? "coordinator " : "worker ") + cut.length())
          .containsExactlyInAnyOrder(
              "coordinator SHORT",
              "coordinator NEAR",
              "coordinator LONG",
              "worker SHORT",
              "worker NEAR",
              "worker LONG");
    }
  }

  @Test
  void noRowBeginsAfterTheTimeThatIsGiven() {
    // A row takes at least 2 × (1 + 10 + 22) + 6 × 3 = 84 s and at most 2 × (6 + 18 + 40) + 6 × 8 =
    // 176 s: within 120 s one or two of them begin.
    assertThat(LongStream.range(0, 100).mapToObj(seed -> Cut.plan(seed, WORKERS, TWO_MINUTES)))
        .allMatch(plan -> plan.size() == 6 || plan.size() == 12);
  }

  @Test
  void aShortCutEndsBeforeAnybodyIsRemovedAndALongOneAfter() {
    // 5 s of missed heartbeats and 7 s without a change.
    Duration patience = Duration.ofSeconds(12);
    List<Cut> cuts =
        LongStream.range(0, 20)
            .boxed()
            .flatMap(seed -> Cut.plan(seed, WORKERS, TWO_MINUTES).stream())
            .toList();

    assertThat(cuts)
        .filteredOn(cut -> cut.length() == Length.SHORT)
        .allMatch(cut -> cut.lasting().compareTo(patience) < 0);
    assertThat(cuts)
        .filteredOn(cut -> cut.length() == Length.LONG)
        .allMatch(cut -> cut.lasting().compareTo(patience) > 0);
  }

  @Test
  void everyNodeIsCutOffInEveryWay() {
    Set<List<Object>> hit = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      Cut.plan(seed, WORKERS, TWO_MINUTES)
          .forEach(cut -> hit.add(List.of(cut.target(), cut.failure())));
    }

    // The coordinator and three workers, two ways each.
    assertThat(hit).hasSize(8);
  }
}
