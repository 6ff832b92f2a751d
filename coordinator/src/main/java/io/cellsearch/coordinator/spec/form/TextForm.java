package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text that matches a pattern.
 *
 * @param what the text is, as a message says it: {@code a name of lower-case letters}
 */
public record TextForm(String what, Pattern pattern) implements Form<String> {

  public static TextForm matching(String what, String pattern) {
    return new TextForm(what, Pattern.compile(pattern));
  }

  @Override
  public Optional<Read<String>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar
        && scalar.kind() == ScalarKind.TEXT
        && pattern.matcher(scalar.text()).matches()) {
      return Optional.of(new Read<>(scalar.text(), Json.NODES.textNode(scalar.text())));
    }
    at.refuse(node, "must be " + what, advice(node));
    return Optional.empty();
  }

  private Optional<String> advice(YamlNode node) {
    return node instanceof Scalar scalar
            && scalar.kind() != ScalarKind.TEXT
            && pattern.matcher(scalar.text()).matches()
        ? Optional.of("put it in quotes if the text is meant: \"" + scalar.text() + "\"")
        : Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    return Json.type("string").put("pattern", "^(?:" + pattern.pattern() + ")$");
  }
}
