package io.cellsearch.core.importance;

import static io.cellsearch.core.importance.Observed.choice;
import static io.cellsearch.core.importance.Observed.real;
import static io.cellsearch.core.importance.Observed.when;
import static io.cellsearch.core.importance.Observed.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.experiment.ExperimentSpec.Goal;
import io.cellsearch.core.importance.Importance.Effect;
import io.cellsearch.core.importance.Importance.Point;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PedAnovaTest {
  private static final ImportanceMethod PED_ANOVA = PedAnova.standard(Goal.MINIMIZE);

  private static final SearchSpace MIXED =
      new SearchSpace(
          List.of(
              real("rate", 1e-4, 1e-1, Scale.LOG),
              whole("units", 16, 200, Scale.LOG),
              whole("layers", 1, 4, Scale.LINEAR),
              Parameter.of(
                  "dropout", new Domain.RealRange(0, 0.5, Scale.LINEAR, OptionalDouble.of(0.05))),
              choice("optimizer", "adam", "rmsprop", "sgd"),
              when(real("momentum", 0, 0.99, Scale.LINEAR), "optimizer", "sgd")));

  @Test
  void sharesOnAMixedConditionalSpaceAreThoseOfOptuna() {
    Importance found = PED_ANOVA.of(MIXED, Observed.recorded("mixed.csv", MIXED));

    Map<String, Double> shares =
        found.parameters().stream().collect(Collectors.toMap(Effect::path, Effect::share));
    Map<String, Double> expected = Observed.expected("ped-anova", "mixed");
    assertThat(shares).hasSameSizeAs(expected);
    expected.forEach((path, share) -> assertThat(shares.get(path)).isEqualTo(share, within(1e-9)));
    assertThat(found.interactions()).isEmpty();
  }

  @Test
  void aCurveRisesAboveOneWhereTheBestAre() {
    SearchSpace space = new SearchSpace(List.of(real("a", 0, 1, Scale.LINEAR)));

    List<Point> curve =
        PED_ANOVA
            .of(space, Observed.drawn(space, 500, c -> Math.abs(c.real("a") - 0.2)))
            .parameters()
            .get(0)
            .curve();

    // The best tenth lies within 0.05 of 0.2, the tenth of 50 cells: ten times as dense as all, of
    // which a cell holds ten, give or take three.
    assertThat(curve).hasSize(50);
    assertThat(curve.get(10).height()).isEqualTo(10, within(3.0));
    assertThat(curve.get(40).height()).isLessThan(0.2);
  }

  @Test
  void theBestOfAnExperimentThatMaximizesAreTheHighest() {
    SearchSpace space = new SearchSpace(List.of(choice("cell", "lstm", "gru")));
    List<Observation> observations =
        Observed.drawn(space, 100, c -> c.text("cell").equals("gru") ? 1 : 0);

    List<Point> curve =
        PedAnova.standard(Goal.MAXIMIZE).of(space, observations).parameters().get(0).curve();

    assertThat(curve.get(1).height()).isGreaterThan(1);
    assertThat(curve.get(0).height()).isLessThan(1);
  }

  @Test
  void theBestMustBeFewerThanThoseTheyAreToldFrom() {
    assertThatThrownBy(() -> new PedAnova(Goal.MINIMIZE, 0.5, 0.5))
        .hasMessage("0 < best < region <= 1 must hold, but got best=0.5, region=0.5");
  }
}
