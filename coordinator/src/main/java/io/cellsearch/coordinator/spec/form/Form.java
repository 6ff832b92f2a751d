package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import java.util.Optional;

/** What may stand at some place of an experiment file. */
public interface Form<T> {

  /** The value of a node; where it breaks rules, each is reported and there is no value. */
  Optional<Read<T>> read(YamlNode node, Reading at);

  /** The form as JSON Schema (draft 2020-12). */
  ObjectNode schema();
}
