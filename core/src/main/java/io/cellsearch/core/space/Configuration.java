package io.cellsearch.core.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One point of a search space: the value of every active parameter by its path ({@code
 * model.units}), fixed values included. The order is the order of the space and takes part in
 * nothing but printing.
 */
public record Configuration(Map<String, ParameterValue> values) {

  public Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value at a path, or empty where the parameter is inactive under its condition. */
  public Optional<ParameterValue> find(String path) {
    return Optional.ofNullable(values.get(path));
  }

  /** The value at a path as a real number; whole numbers widen. */
  public double real(String path) {
    ParameterValue value = require(path);
    if (value instanceof ParameterValue.Real real) {
      return real.value();
    }
    if (value instanceof ParameterValue.Int whole) {
      return whole.value();
    }
    throw wrongKind(path, "a number", value);
  }

  /** The value at a path as an int. */
  public int integer(String path) {
    if (require(path) instanceof ParameterValue.Int whole) {
      return Math.toIntExact(whole.value());
    }
    throw wrongKind(path, "a whole number", require(path));
  }

  /** The value at a path as text. */
  public String text(String path) {
    if (require(path) instanceof ParameterValue.Text text) {
      return text.value();
    }
    throw wrongKind(path, "a name", require(path));
  }

  /** The value at a path as a switch. */
  public boolean flag(String path) {
    if (require(path) instanceof ParameterValue.Flag flag) {
      return flag.value();
    }
    throw wrongKind(path, "true or false", require(path));
  }

  private ParameterValue require(String path) {
    return find(path)
        .orElseThrow(
            () -> new IllegalArgumentException("no parameter " + path + " in " + values.keySet()));
  }

  private static IllegalArgumentException wrongKind(
      String path, String wanted, ParameterValue got) {
    return new IllegalArgumentException(path + " must be " + wanted + ", but got " + got.text());
  }

  /** All values for people: {@code model.cell=lstm model.units=33}. */
  public String text() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().text())
        .collect(Collectors.joining(" "));
  }
}
