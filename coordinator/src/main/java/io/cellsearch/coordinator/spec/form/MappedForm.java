package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import java.util.Optional;
import java.util.function.Function;

/** A form whose value is wanted as something else. */
public record MappedForm<S, T>(Form<S> form, Function<S, T> mapping) implements Form<T> {

  @Override
  public Optional<Read<T>> read(YamlNode node, Reading at) {
    return form.read(node, at).map(read -> read.map(mapping));
  }

  @Override
  public ObjectNode schema() {
    return form.schema();
  }
}
