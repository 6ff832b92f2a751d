package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * A value that was read, and its canonical form: all defaults filled in, one way of writing only.
 */
public record Read<T>(T value, JsonNode resolved) {

  /** Another value with the same canonical form. */
  public <S> Read<S> map(Function<T, S> mapping) {
    return new Read<>(mapping.apply(value), resolved);
  }
}
