package io.cellsearch.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellsearch.core.Specs;
import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.SearchSettings;
import io.cellsearch.core.experiment.StoppingSettings;
import io.cellsearch.core.search.SearchAction.Start;
import io.cellsearch.core.simulation.Faults;
import io.cellsearch.core.simulation.LossCurve;
import io.cellsearch.core.simulation.Simulation;
import io.cellsearch.core.simulation.SimulationResult;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.SearchSpace;
import io.cellsearch.core.trial.TrialState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every search, whatever suggests and whatever stops. */
abstract class SearchContract {
  static final int TRIALS = 60;
  private static final Faults TROUBLE = new Faults(0.2, 0.1, 0.5, 0.02);

  abstract SearchSettings search(long seed);

  StoppingSettings stopping() {
    return new StoppingSettings.None();
  }

  SearchSpace space() {
    return Spaces.mixed();
  }

  final ExperimentSpec spec(long seed) {
    return Specs.of(TRIALS, space(), search(seed), stopping());
  }

  /** Trials 3, 8, 13, … diverge at their second epoch. */
  static double loss(int trial, int epoch) {
    return trial % 5 == 3 && epoch > 1 ? Double.NaN : LossCurve.powerLaws(4).loss(trial, epoch);
  }

  @Test
  void theSameEventsGiveTheSameActions() {
    Recorded recorded = Recorded.run(spec(1), 4);
    Search again = Search.create(spec(1));
    for (int i = 0; i < recorded.events().size(); i++) {
      assertThat(again.on(recorded.events().get(i))).isEqualTo(recorded.actions().get(i));
    }

    assertThat(again.finished()).isPresent();
  }

  @Test
  void aReplayOfAnyBeginningSuggestsTheSameNext() {
    Recorded recorded = Recorded.run(spec(1), 4);
    for (int cut = 0; cut < recorded.events().size(); cut += 37) {
      Search one = Search.create(spec(1));
      Search two = Search.create(spec(1));
      recorded.events().subList(0, cut).forEach(one::on);
      recorded.events().subList(0, cut).forEach(two::on);
      assertThat(two.wantsTrials()).isEqualTo(one.wantsTrials());
      assertThat(two.on(new SearchEvent.TrialRequested()))
          .isEqualTo(one.on(new SearchEvent.TrialRequested()));
    }
  }

  @Test
  void anotherSeedSearchesElsewhere() {
    assertThat(Recorded.run(spec(1), 1).configurations())
        .isNotEqualTo(Recorded.run(spec(2), 1).configurations());
  }

  @Test
  void suggestionsLieInTheSpace() {
    for (Configuration configuration : Recorded.run(spec(3), 3).configurations()) {
      assertThat(configuration)
          .isEqualTo(space().configure(p -> configuration.find(p.path()).orElseThrow()));
      space()
          .parameters()
          .forEach(
              parameter ->
                  configuration
                      .find(parameter.path())
                      .ifPresent(value -> assertThat(parameter.domain().contains(value)).isTrue()));
    }
  }

  @Test
  void aSearchGoesOnWhenEveryTrialDiverges() {
    SimulationResult result =
        Simulation.run(spec(1), 3, (trial, epoch) -> Double.NaN, Faults.NONE, 1);

    assertThat(result.trials()).isEqualTo(TRIALS);
    assertThat(result.states()).containsOnlyKeys(TrialState.DIVERGED);
  }

  /** As a number, minus infinity would be the best loss of all and infinity the worst. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void aDivergedTrialNeverCountsAsANumber(double diverged) {
    assertThat(divergingTo(diverged)).isEqualTo(divergingTo(Double.NaN));
  }

  private List<List<SearchAction>> divergingTo(double loss) {
    return Recorded.run(
            spec(1), 2, (trial, epoch) -> trial % 6 == 5 && epoch > 2 ? loss : loss(trial, epoch))
        .actions();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyTrialEndsWhateverGoesWrong(long seed) {
    SimulationResult result = Simulation.run(spec(seed), 5, SearchContract::loss, TROUBLE, seed);

    assertThat(result.trials()).isEqualTo(TRIALS);
    assertThat(result.states().keySet())
        .isSubsetOf(TrialState.COMPLETED, TrialState.STOPPED, TrialState.DIVERGED);
    assertThat(result.states()).containsKey(TrialState.COMPLETED);
    assertThat(result.restarts()).isPositive();
  }

  @Test
  void givenPointsComeFirst() {
    Configuration point = new RandomSampler(space(), 99).suggest(1);
    ExperimentSpec spec =
        Specs.of(
            TRIALS, space(), new SearchSettings.PointsFirst(List.of(point), search(1)), stopping());
    Start first = (Start) Search.create(spec).on(new SearchEvent.TrialRequested()).get(0);

    assertThat(first.configuration()).isEqualTo(point);
  }
}
