package io.cellsearch.coordinator.spec;

import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.ParameterValue;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule between sections of a file that one of them breaks.
 *
 * @param section which one: {@code model} or {@code training}
 * @param key the key within it
 */
record Conflict(String section, String key, String rule, String value) {

  /** A domain for messages. */
  static String shown(Domain domain) {
    List<ParameterValue> values = values(domain);
    return values.isEmpty()
        ? "a range"
        : values.stream().map(ParameterValue::text).collect(Collectors.joining(", "));
  }

  /** The words or switches of a domain; none of a range. */
  static List<ParameterValue> values(Domain domain) {
    if (domain instanceof Domain.Choice choice) {
      return choice.values();
    }
    return domain instanceof Domain.Constant constant ? List.of(constant.value()) : List.of();
  }
}
