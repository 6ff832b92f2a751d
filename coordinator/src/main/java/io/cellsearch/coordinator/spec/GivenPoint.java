package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.yaml.Place;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A point of the search space as a file gives it: some parameters by their paths. */
record GivenPoint(Map<String, Value> values) {

  GivenPoint {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A value as it is written, and where. */
  record Value(Place place, ParameterValue written) {

    /** The value as a domain knows it: a whole number can stand for a real one. */
    ParameterValue in(Domain domain) {
      if (domain.contains(written)) {
        return written;
      }
      return same(domain).orElse(written);
    }

    private Optional<ParameterValue> same(Domain domain) {
      if (domain instanceof Domain.RealRange) {
        return number().map(ParameterValue.Real::new);
      }
      return listed(domain).stream().filter(this::equalsNumber).findFirst();
    }

    private static List<ParameterValue> listed(Domain domain) {
      if (domain instanceof Domain.Choice choice) {
        return choice.values();
      }
      return domain instanceof Domain.Constant constant ? List.of(constant.value()) : List.of();
    }

    private boolean equalsNumber(ParameterValue other) {
      return number().isPresent() && number().equals(new Value(place, other).number());
    }

    private Optional<Double> number() {
      if (written instanceof ParameterValue.Int whole) {
        return Optional.of((double) whole.value());
      }
      return written instanceof ParameterValue.Real real
          ? Optional.of(real.value())
          : Optional.empty();
    }
  }

  /** The point in a space that has all of its parameters. */
  Configuration in(SearchSpace space) {
    Map<String, ParameterValue> known = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      Value value = values.get(parameter.path());
      if (value != null) {
        known.put(parameter.path(), value.in(parameter.domain()));
      }
    }
    return new Configuration(known);
  }
}
