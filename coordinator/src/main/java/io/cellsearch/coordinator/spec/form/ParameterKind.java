package io.cellsearch.coordinator.spec.form;

import io.cellsearch.core.space.ParameterValue;
import java.util.OptionalDouble;

/**
 * What kind of values a parameter takes.
 *
 * @param single one value
 * @param number its numeric nature
 */
public record ParameterKind(Form<ParameterValue> single, Number number) {

  /** Whether and how a kind has ranges. */
  public enum Number {
    NONE,
    WHOLE,
    REAL
  }

  /** Whole numbers. */
  public static ParameterKind whole(long min, long max) {
    return new ParameterKind(
        new MappedForm<>(new WholeForm(min, max), ParameterValue.Int::new), Number.WHOLE);
  }

  /** Real numbers. */
  public static ParameterKind real(RealForm bounds) {
    return new ParameterKind(new MappedForm<>(bounds, ParameterValue.Real::new), Number.REAL);
  }

  /** Words. */
  public static ParameterKind word(OneOfForm<String> words) {
    return new ParameterKind(new MappedForm<>(words, ParameterValue.Text::new), Number.NONE);
  }

  /** Switches. */
  public static ParameterKind flag() {
    return new ParameterKind(
        new MappedForm<>(new FlagForm(), ParameterValue.Flag::new), Number.NONE);
  }

  /** How far apart the values of a range are. */
  Form<Double> step() {
    return number == Number.WHOLE
        ? new MappedForm<>(new WholeForm(1, Long.MAX_VALUE), Long::doubleValue)
        : RealForm.above(0);
  }

  /** The word for the kind's ranges. */
  String type() {
    return number == Number.WHOLE ? "int" : "float";
  }

  static OptionalDouble value(ParameterValue value) {
    if (value instanceof ParameterValue.Int whole) {
      return OptionalDouble.of(whole.value());
    }
    return value instanceof ParameterValue.Real real
        ? OptionalDouble.of(real.value())
        : OptionalDouble.empty();
  }
}
