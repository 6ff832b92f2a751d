package io.cellsearch.coordinator.spec.form;

import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of a numeric range, and the rules between them. */
final class RangeForm {
  private final ParameterKind kind;
  private final Key<ParameterValue> min;
  private final Key<ParameterValue> max;
  private final Key<Scale> scale =
      Key.standard(
          "scale", OneOfForm.constants(Scale.class), "linear", "how the range is measured");
  private final Key<String> type;
  private final Key<Double> step;

  RangeForm(ParameterKind kind) {
    this.kind = kind;
    min = Key.required("min", kind.single(), "the least value, included");
    max = Key.required("max", kind.single(), "the greatest value, included");
    type =
        Key.standard("type", OneOfForm.words(List.of(kind.type())), kind.type(), "kind of number");
    step = Key.optional("step", kind.step(), "distance between neighbouring values");
  }

  List<Key<?>> keys() {
    return new ArrayList<>(List.of(min, max, scale, type, step));
  }

  /** A rule between the keys that does not hold. */
  private record Violation(
      Optional<Key<?>> at, String rule, String value, Optional<String> suggestion) {}

  /** Reports what does not hold between the keys. */
  void check(Values values) {
    violation(values)
        .ifPresent(
            found -> {
              if (found.at().isPresent()) {
                values.refuse(found.at().get(), found.rule(), found.value(), found.suggestion());
              } else {
                values.refuse(found.rule(), found.value(), found.suggestion());
              }
            });
  }

  /** The range, where all holds. */
  Optional<Domain> domain(Values values) {
    if (violation(values).isPresent()) {
      return Optional.empty();
    }
    double low = number(values.get(min));
    double high = number(values.get(max));
    return Optional.of(range(low, high, values.get(scale), values.find(step)));
  }

  private Optional<Violation> violation(Values values) {
    Optional<Double> low = values.find(min).map(RangeForm::number);
    Optional<Double> high = values.find(max).map(RangeForm::number);
    boolean log = values.find(scale).filter(measure -> measure == Scale.LOG).isPresent();
    if (low.isPresent() && high.isPresent()) {
      Optional<Violation> found = ofBounds(values, low.get(), high.get());
      if (found.isPresent()) {
        return found;
      }
    }
    if (log && low.isPresent() && low.get() <= 0) {
      String rule = "must be above 0 on a log scale";
      return violation(min, rule, Figures.text(low.get()), Optional.empty());
    }
    Optional<Double> distance = values.find(step);
    if (log && distance.isPresent()) {
      return violation(
          step,
          "must not stand beside `scale: log`",
          Figures.text(distance.get()),
          Optional.of("leave the step out, or list the values: {values: […]}"));
    }
    return Optional.empty();
  }

  private Optional<Violation> ofBounds(Values values, double low, double high) {
    String path = values.path();
    String bounds = "min=" + Figures.text(low) + ", max=" + Figures.text(high);
    if (low >= high) {
      Optional<String> advice =
          low == high
              ? Optional.of("write " + Figures.text(low) + " for one fixed value")
              : Optional.empty();
      String rule = "`" + path + ".min < " + path + ".max` must hold";
      return Optional.of(new Violation(Optional.empty(), rule, bounds, advice));
    }
    return values
        .find(step)
        .filter(distance -> distance > high - low)
        .flatMap(
            distance ->
                violation(
                    step,
                    "`" + path + ".step <= max - min` must hold",
                    "step=" + Figures.text(distance) + ", " + bounds,
                    Optional.empty()));
  }

  private static Optional<Violation> violation(
      Key<?> at, String rule, String value, Optional<String> suggestion) {
    return Optional.of(new Violation(Optional.of(at), rule, value, suggestion));
  }

  private Domain range(double low, double high, Scale measure, Optional<Double> distance) {
    if (kind.number() == ParameterKind.Number.WHOLE) {
      long apart = distance.map(Double::longValue).orElse(1L);
      return new Domain.IntRange((long) low, (long) high, measure, apart);
    }
    OptionalDouble apart =
        distance.isPresent() ? OptionalDouble.of(distance.get()) : OptionalDouble.empty();
    return new Domain.RealRange(low, high, measure, apart);
  }

  private static double number(ParameterValue value) {
    return ParameterKind.value(value).orElseThrow();
  }
}
