package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A switch; YAML 1.2 knows true and false, while yes, no, on and off are words. */
public record FlagForm() implements Form<Boolean> {
  private static final Set<String> YES = Set.of("yes", "on", "y");
  private static final Set<String> NO = Set.of("no", "off", "n");

  @Override
  public Optional<Read<Boolean>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar && scalar.kind() == ScalarKind.FLAG) {
      boolean value = Boolean.parseBoolean(scalar.text().toLowerCase(Locale.ROOT));
      return Optional.of(new Read<>(value, Json.NODES.booleanNode(value)));
    }
    at.refuse(node, "must be true or false", advice(node));
    return Optional.empty();
  }

  private Optional<String> advice(YamlNode node) {
    String word = node instanceof Scalar scalar ? scalar.text().toLowerCase(Locale.ROOT) : "";
    if (YES.contains(word)) {
      return Optional.of("write true");
    }
    return NO.contains(word) ? Optional.of("write false") : Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    return Json.type("boolean");
  }
}
