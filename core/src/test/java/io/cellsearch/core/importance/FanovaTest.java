package io.cellsearch.core.importance;

import static io.cellsearch.core.importance.Observed.choice;
import static io.cellsearch.core.importance.Observed.real;
import static io.cellsearch.core.importance.Observed.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.importance.Importance.Effect;
import io.cellsearch.core.importance.Importance.Interaction;
import io.cellsearch.core.importance.Importance.Point;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class FanovaTest {
  private static final ImportanceMethod FANOVA = new Fanova(Fanova.Settings.STANDARD, 1);

  /** A forest of a thousand observations is not yet the function that it learns from. */
  private static final double CLOSE = 0.04;

  private static Importance of(ToDoubleFunction<Configuration> function, Parameter... parameters) {
    SearchSpace space = new SearchSpace(List.of(parameters));
    return FANOVA.of(space, Observed.drawn(space, 1_000, function));
  }

  private static Effect effect(Importance importance, String path) {
    return importance.parameters().stream()
        .filter(each -> each.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static double share(Importance importance, String path) {
    return effect(importance, path).share();
  }

  private static double both(Importance importance, String first, String second) {
    return importance.interactions().stream()
        .filter(each -> List.of(each.first(), each.second()).containsAll(List.of(first, second)))
        .mapToDouble(Interaction::share)
        .sum();
  }

  @Test
  void partsOfASumHaveTheirShareOfTheVariance() {
    Importance found =
        of(
            c -> c.real("a") + 2 * c.real("b"),
            real("a", 0, 1, Scale.LINEAR),
            real("b", 0, 1, Scale.LINEAR),
            real("c", 0, 1, Scale.LINEAR));

    // Variances of a uniform draw times 1 and 2: 1/12 and 4/12.
    assertThat(share(found, "a")).isEqualTo(0.2, within(CLOSE));
    assertThat(share(found, "b")).isEqualTo(0.8, within(CLOSE));
    assertThat(share(found, "c")).isEqualTo(0, within(CLOSE));
    assertThat(found.parameters().get(0).path()).isEqualTo("b");
    assertThat(found.interactions()).hasSize(3).allMatch(each -> each.share() < CLOSE);
  }

  @Test
  void anInteractionBelongsToNeitherParameterAlone() {
    Importance found =
        of(
            c -> (c.real("a") > 0.5) == (c.real("b") > 0.5) ? 1 : 0,
            real("a", 0, 1, Scale.LINEAR),
            real("b", 0, 1, Scale.LINEAR),
            real("c", 0, 1, Scale.LINEAR));

    assertThat(share(found, "a")).isEqualTo(0, within(CLOSE));
    assertThat(share(found, "b")).isEqualTo(0, within(CLOSE));
    assertThat(both(found, "a", "b")).isGreaterThan(0.9);
    assertThat(both(found, "a", "c")).isEqualTo(0, within(CLOSE));
  }

  @Test
  void aLogarithmicRangeIsMeasuredOnItsScaleAndAChoiceByItsValues() {
    Importance found =
        of(
            c -> Math.log10(c.real("rate")) + (c.text("cell").equals("gru") ? 2 : 0),
            real("rate", 1e-4, 1e-1, Scale.LOG),
            choice("cell", "lstm", "gru", "mgu", "rnn"));

    // Three decades: 9/12 = 0.75. One value of four is 2 higher: 4 * 1/4 * 3/4 = 0.75.
    assertThat(share(found, "rate")).isEqualTo(0.5, within(CLOSE));
    assertThat(share(found, "cell")).isEqualTo(0.5, within(CLOSE));
    List<Point> cells = effect(found, "cell").curve();
    assertThat(cells.get(1).value()).isEqualTo(new ParameterValue.Text("gru"));
    // The mean over the rate is -2.5; gru lies 2 above.
    assertThat(cells.get(0).height()).isEqualTo(-2.5, within(0.1));
    assertThat(cells.get(1).height()).isEqualTo(-0.5, within(0.1));
    List<Point> rates = effect(found, "rate").curve();
    assertThat(Double.parseDouble(rates.get(16).value().text()))
        .isEqualTo(Math.pow(10, -2.5), within(1e-9));
    // The mean over the cells is a quarter of 2.
    assertThat(rates.get(16).height()).isEqualTo(-2, within(0.1));
  }

  @Test
  void aConditionalParameterCountsForNothingWhereItIsInactive() {
    Importance found =
        of(
            c -> c.text("on").equals("yes") ? 4 * c.real("x") : 0,
            choice("on", "yes", "no"),
            when(real("x", 0, 1, Scale.LINEAR), "on", "yes"));

    // The switch: 2 or 0, variance 1. x: in the mean 2 x, variance 4/12. The whole: mean square
    // 1/2 * 16/3 less the squared mean 1, that is 5/3; 1/3 is left for the two together.
    assertThat(share(found, "on")).isEqualTo(0.6, within(CLOSE));
    assertThat(share(found, "x")).isEqualTo(0.2, within(CLOSE));
    assertThat(both(found, "on", "x")).isEqualTo(0.2, within(CLOSE));
  }

  @Test
  void sharesAreThoseOfOptuna() {
    SearchSpace space =
        new SearchSpace(
            List.of("a", "b", "c", "d").stream()
                .map(path -> real(path, 0, 1, Scale.LINEAR))
                .toList());

    Importance found = FANOVA.of(space, Observed.recorded("numbers.csv", space));

    // Both are means over 64 random trees; Optuna's expected share is that over 20 forests.
    Observed.expected("fanova", "numbers")
        .forEach((path, share) -> assertThat(share(found, path)).isEqualTo(share, within(0.02)));
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    SearchSpace space = new SearchSpace(List.of(real("a", 0, 1, Scale.LINEAR)));
    List<Observation> observations = Observed.drawn(space, 50, c -> c.real("a"));

    assertThat(FANOVA.of(space, observations)).isEqualTo(FANOVA.of(space, observations));
  }

  @Test
  void equalLossesDependOnNothing() {
    Importance found = of(c -> 3, real("a", 0, 1, Scale.LINEAR), real("b", 0, 1, Scale.LINEAR));

    assertThat(found.parameters()).allMatch(each -> each.share() == 0);
    assertThat(found.parameters().get(0).curve()).allMatch(point -> point.height() == 3);
  }

  @Test
  void tooFewObservationsAreRefused() {
    SearchSpace space = new SearchSpace(List.of(real("a", 0, 1, Scale.LINEAR)));

    assertThatThrownBy(() -> FANOVA.of(space, Observed.drawn(space, 3, c -> c.real("a"))))
        .hasMessage("importance needs at least 4 observations, but got 3");
  }
}
