package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import java.util.Optional;

/** A limit, or the word {@code unlimited}. */
public record UnlimitedForm<T>(Form<T> limit) implements Form<Optional<T>> {
  /** The word for no limit. */
  public static final String WORD = "unlimited";

  @Override
  public Optional<Read<Optional<T>>> read(YamlNode node, Reading at) {
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals(WORD)) {
      return Optional.of(new Read<>(Optional.empty(), Json.NODES.textNode(WORD)));
    }
    return limit.read(node, at).map(read -> read.map(Optional::of));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object();
    schema.putArray("anyOf").add(limit.schema()).add(Json.object().put("const", WORD));
    return schema;
  }
}
