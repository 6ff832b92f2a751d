package io.cellsearch.core.search;

import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Domain.Scale;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/**
 * A searched parameter as a coordinate in [0, 1]: its range on its own scale, in which every value
 * of a discrete domain has an equal part (on a log scale the part of its half steps).
 */
public final class Axis {
  private final Parameter parameter;
  private final Optional<Scaled> numbers;
  private final List<ParameterValue> choices;

  private Axis(Parameter parameter) {
    this.parameter = parameter;
    boolean choice = parameter.domain() instanceof Domain.Choice;
    choices = parameter.domain() instanceof Domain.Choice some ? some.values() : List.of();
    numbers = choice ? Optional.empty() : Optional.of(Scaled.of(parameter.domain()));
  }

  /** All parameters of a space that are not fixed, in its order. */
  public static List<Axis> of(SearchSpace space) {
    return space.parameters().stream()
        .filter(parameter -> !(parameter.domain() instanceof Domain.Constant))
        .map(Axis::new)
        .toList();
  }

  /** The parameter's path. */
  public String path() {
    return parameter.path();
  }

  /** What is searched. */
  public Parameter parameter() {
    return parameter;
  }

  /** The number of choices, 0 for a numeric axis. */
  public int choices() {
    return choices.size();
  }

  /** The scale of a numeric axis. */
  Scaled numbers() {
    return numbers.orElseThrow();
  }

  /** The number of a value among the choices. */
  public int choice(ParameterValue value) {
    return choices.indexOf(value);
  }

  ParameterValue choice(int index) {
    return choices.get(index);
  }

  /** The value at a coordinate. */
  public ParameterValue at(double unit) {
    if (numbers.isEmpty()) {
      return choices.get(Math.min((int) (unit * choices.size()), choices.size() - 1));
    }
    Scaled scaled = numbers.get();
    return scaled.value(scaled.low() + (scaled.high() - scaled.low()) * unit);
  }

  /** The value of a numeric axis that is nearest to a place on its scale. */
  public ParameterValue nearest(double scaled) {
    return numbers().value(scaled);
  }

  /** The coordinate of a value; that of a choice is the middle of its part. */
  public double unit(ParameterValue value) {
    if (numbers.isEmpty()) {
      return (choices.indexOf(value) + 0.5) / choices.size();
    }
    Scaled scaled = numbers.get();
    return (scaled.scaled(value) - scaled.low()) / (scaled.high() - scaled.low());
  }

  /** How many values there are; 0 where they are without number. */
  public long size() {
    return numbers.map(Scaled::size).orElse((long) choices.size());
  }

  /** The value with a number, from 0, of a finite axis. */
  public ParameterValue nth(long index) {
    return numbers.isEmpty() ? choices.get((int) index) : numbers.get().nth(index);
  }

  /**
   * A numeric range on the scale on which it is searched.
   *
   * @param step between values, 0 for a continuous range
   */
  record Scaled(double first, double last, double step, boolean log, boolean whole) {

    private static Scaled of(Domain domain) {
      if (domain instanceof Domain.IntRange range) {
        long last = range.min() + (range.max() - range.min()) / range.step() * range.step();
        return new Scaled(range.min(), last, range.step(), range.scale() == Scale.LOG, true);
      }
      Domain.RealRange range = (Domain.RealRange) domain;
      double step = range.step().orElse(0);
      double last =
          step == 0
              ? range.max()
              : range.min() + step * Math.floor((range.max() - range.min()) / step + 1e-9);
      return new Scaled(range.min(), last, step, range.scale() == Scale.LOG, false);
    }

    /** The lower bound on the scale; a step widens it by its half. */
    double low() {
      return scale(first - step / 2);
    }

    double high() {
      return scale(last + step / 2);
    }

    double scaled(ParameterValue value) {
      return scale(number(value));
    }

    double scale(double number) {
      return log ? StrictMath.log(number) : number;
    }

    /** The number whose place on the scale this is, snapped half to even. */
    double number(double scaled) {
      double number = log ? StrictMath.exp(scaled) : scaled;
      double snapped = step == 0 ? number : first + Math.rint((number - first) / step) * step;
      return Math.max(first, Math.min(last, snapped));
    }

    ParameterValue value(double scaled) {
      return of(number(scaled));
    }

    private ParameterValue of(double number) {
      return whole ? new ParameterValue.Int((long) number) : new ParameterValue.Real(number);
    }

    private static double number(ParameterValue value) {
      return value instanceof ParameterValue.Int whole
          ? whole.value()
          : ((ParameterValue.Real) value).value();
    }

    private long size() {
      return step == 0 ? 0 : Math.round((last - first) / step) + 1;
    }

    private ParameterValue nth(long index) {
      return of(Math.min(last, first + index * step));
    }
  }
}
