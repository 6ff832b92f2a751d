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

  /** The range, or nothing and a report. */
  Optional<Domain> domain(Values values) {
    double low = number(values.get(min));
    double high = number(values.get(max));
    boolean log = values.get(scale) == Scale.LOG;
    String path = values.path();
    String bounds = "min=" + Figures.text(low) + ", max=" + Figures.text(high);
    Optional<Double> distance = values.find(step);
    if (low >= high) {
      values.refuse(
          "`" + path + ".min < " + path + ".max` must hold",
          bounds,
          low == high
              ? Optional.of("write " + Figures.text(low) + " for one fixed value")
              : Optional.empty());
    } else if (log && low <= 0) {
      values.refuse(min, "must be above 0 on a log scale", Figures.text(low), Optional.empty());
    } else if (log && distance.isPresent()) {
      values.refuse(
          step,
          "must not stand beside `scale: log`",
          Figures.text(distance.get()),
          Optional.of("leave the step out, or list the values: {values: […]}"));
    } else if (distance.isPresent() && distance.get() > high - low) {
      values.refuse(
          step,
          "`" + path + ".step <= max - min` must hold",
          "step=" + Figures.text(distance.get()) + ", " + bounds,
          Optional.empty());
    } else {
      return Optional.of(range(low, high, values.get(scale), distance));
    }
    return Optional.empty();
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
