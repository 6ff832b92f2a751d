package io.cellsearch.core.experiment;

import io.cellsearch.core.space.Condition;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reasons for which an algorithm cannot search a space; each states rule and value. */
final class Refusals {
  private Refusals() {}

  static Optional<String> ofContinuous(SearchSpace space) {
    return first(space, parameter -> continuous(parameter.domain()))
        .map(
            parameter ->
                "a grid needs a step for every range of real numbers, but %s has none"
                    .formatted(parameter.path()));
  }

  static Optional<String> ofMoreThan(int most, SearchSpace space) {
    long searched = space.parameters().stream().filter(Refusals::searched).count();
    return searched <= most
        ? Optional.empty()
        : Optional.of(
            "a Sobol sequence of at most %d parameters is at hand, but got %d"
                .formatted(most, searched));
  }

  static Optional<String> ofAllButUnconditionalNumbers(SearchSpace space) {
    if (first(space, Refusals::searched).isEmpty()) {
      return Optional.of("CMA-ES needs a numeric range to search, but every value is fixed");
    }
    Optional<String> categorical =
        first(space, parameter -> parameter.domain() instanceof Domain.Choice)
            .map(
                parameter ->
                    "CMA-ES searches numeric ranges only, but %s is a choice"
                        .formatted(parameter.path()));
    return categorical.or(
        () ->
            first(space, parameter -> searched(parameter) && !parameter.conditions().isEmpty())
                .map(
                    parameter ->
                        "CMA-ES searches unconditional parameters only, but %s depends on %s"
                            .formatted(parameter.path(), parameter.conditions().get(0).path())));
  }

  static Optional<String> ofPoints(List<Configuration> points, SearchSpace space) {
    return points.stream().flatMap(point -> ofPoint(point, space).stream()).findFirst();
  }

  private static Optional<String> ofPoint(Configuration point, SearchSpace space) {
    for (String path : point.values().keySet()) {
      Optional<Parameter> parameter = first(space, each -> each.path().equals(path));
      if (parameter.isEmpty()) {
        return Optional.of("points_to_try must name parameters of the space, but got " + path);
      }
      ParameterValue value = point.values().get(path);
      if (!parameter.get().domain().contains(value)) {
        return Optional.of(
            "points_to_try must lie in the space, but got %s=%s with %s"
                .formatted(path, value.text(), parameter.get().domain()));
      }
      for (Condition condition : parameter.get().conditions()) {
        if (!condition.holds(point)) {
          return Optional.of(
              "points_to_try must set %s only where its condition holds, but got %s"
                  .formatted(path, point.text()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Parameter> first(SearchSpace space, Predicate<Parameter> which) {
    return space.parameters().stream().filter(which).findFirst();
  }

  private static boolean searched(Parameter parameter) {
    return !(parameter.domain() instanceof Domain.Constant);
  }

  private static boolean continuous(Domain domain) {
    return domain instanceof Domain.RealRange range && range.step().isEmpty();
  }
}
