package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import io.cellsearch.coordinator.spec.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a canonical form as YAML: sections as blocks, what is in them as one line each. */
public final class ResolvedYaml {
  private static final int DEEPEST_BLOCK = 2;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)[!-~][\\n -~\\p{L}\\p{Sm}\\p{P}]*[^\\s]\\n?");

  private ResolvedYaml() {}

  public static String write(ObjectNode root) {
    StringBuilder text = new StringBuilder();
    block(root, 0, text);
    return text.toString();
  }

  private static void block(JsonNode mapping, int depth, StringBuilder text) {
    mapping
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              text.append("  ".repeat(depth)).append(scalar(entry.getKey())).append(':');
              if (value.isObject() && !value.isEmpty() && depth + 1 < DEEPEST_BLOCK) {
                text.append('\n');
                block(value, depth + 1, text);
              } else if (value.isTextual()
                  && BLOCK.matcher(value.asText()).matches()
                  && value.asText().indexOf('\n') >= 0) {
                lines(value.asText(), depth + 1, text);
              } else {
                text.append(' ').append(flow(value)).append('\n');
              }
            });
  }

  private static void lines(String value, int depth, StringBuilder text) {
    text.append(value.endsWith("\n") ? " |\n" : " |-\n");
    value
        .lines()
        .forEach(line -> text.append(line.isEmpty() ? "" : "  ".repeat(depth) + line).append('\n'));
  }

  private static String flow(JsonNode value) {
    if (value.isObject()) {
      List<String> entries = new ArrayList<>();
      value
          .properties()
          .forEach(entry -> entries.add(scalar(entry.getKey()) + ": " + flow(entry.getValue())));
      return "{" + String.join(", ", entries) + "}";
    }
    if (value.isArray()) {
      return "[" + String.join(", ", value.valueStream().map(ResolvedYaml::flow).toList()) + "]";
    }
    if (value.isTextual()) {
      return scalar(value.asText());
    }
    return value.isFloatingPointNumber() ? Figures.text(value.asDouble()) : value.asText();
  }

  /**
   * Plain where no reader could take it for anything but this text, otherwise as JSON writes it.
   */
  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches()
            && YamlReader.read(text, new Findings())
                .filter(node -> node instanceof Scalar scalar && scalar.kind() == ScalarKind.TEXT)
                .isPresent();
    return plain ? text : Json.NODES.textNode(text).toString();
  }
}
