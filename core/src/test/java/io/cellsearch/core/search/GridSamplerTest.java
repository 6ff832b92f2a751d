package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.SearchAction.Finish;
import io.cellsearch.core.search.SearchAction.Reason;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class GridSamplerTest {

  private static List<Configuration> order(SearchSpace space, long seed) {
    Untried untried = new Untried(space, seed);
    Sampler sampler = new DistinctSampler(new GridSampler(untried), untried, true);
    List<Configuration> order = new ArrayList<>();
    while (!sampler.exhausted()) {
      Trial trial = new Trial(order.size() + 1, sampler.suggest(order.size() + 1));
      sampler.started(trial);
      order.add(trial.configuration());
    }
    return order;
  }

  @Test
  void aConditionalParameterMultipliesOnlyWhereItIsActive() {
    List<Configuration> order = order(Spaces.finite(), 1);

    assertThat(order).hasSize(12).doesNotHaveDuplicates();
    assertThat(order).filteredOn(point -> point.text("cell").equals("lstm-peephole")).hasSize(6);
    assertThat(order)
        .allMatch(
            point ->
                point.find("peephole").isPresent() == point.text("cell").equals("lstm-peephole"));
  }

  @Test
  void theSeedShufflesTheOrder() {
    assertThat(order(Spaces.finite(), 1))
        .isEqualTo(order(Spaces.finite(), 1))
        .isNotEqualTo(order(Spaces.finite(), 2))
        .containsExactlyInAnyOrderElementsOf(order(Spaces.finite(), 2));
  }

  @Test
  void steppedRangesGiveTheirMultiples() {
    // 0, 0.1, …, 0.5 and nothing else
    assertThat(order(Spaces.of(Spaces.stepped("dropout", 0, 0.5, 0.1)), 3))
        .extracting(point -> point.real("dropout"))
        .hasSize(6)
        .contains(0.0, 0.5);
  }

  @Test
  void theSearchIsOverWhenEveryPointWasTried() {
    Search search =
        Search.create(
            Specs.of(
                100, Spaces.finite(), new SearchSettings.Grid(1), new StoppingSettings.None()));
    for (int trial = 1; trial <= 12; trial++) {
      assertThat(search.on(new SearchEvent.TrialRequested()))
          .singleElement()
          .isInstanceOf(Start.class);
    }

    assertThat(search.wantsTrials()).isFalse();
    assertThat(search.on(new SearchEvent.TrialRequested())).isEmpty();
    for (int trial = 1; trial < 12; trial++) {
      assertThat(search.on(new SearchEvent.Ended(trial, TrialState.COMPLETED))).isEmpty();
    }
    assertThat(search.on(new SearchEvent.Ended(12, TrialState.COMPLETED)))
        .containsExactly(new Finish(Reason.ALL_TRIALS_ENDED));
  }

  @Test
  void aContinuousRangeWithoutAStepIsRefused() {
    Optional<String> refusal = new SearchSettings.Grid(1).refusal(Spaces.mixed());

    assertThat(refusal.orElseThrow())
        .startsWith("a grid needs a step for every range of real numbers")
        .contains("peephole_scale has none");
    assertThat(new SearchSettings.Grid(1).refusal(Spaces.finite())).isEmpty();
  }
}
