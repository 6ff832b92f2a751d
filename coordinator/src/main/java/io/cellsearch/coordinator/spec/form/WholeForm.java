package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.Optional;

/** A whole number within bounds, both included. */
public record WholeForm(long min, long max) implements Form<Long> {

  @Override
  public Optional<Read<Long>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar && scalar.kind() == ScalarKind.WHOLE) {
      BigDecimal value = new BigDecimal(scalar.text());
      if (value.compareTo(BigDecimal.valueOf(min)) >= 0
          && value.compareTo(BigDecimal.valueOf(max)) <= 0) {
        return Optional.of(
            new Read<>(value.longValueExact(), Json.NODES.numberNode(value.longValueExact())));
      }
    }
    at.refuse(node, rule(), NumberAdvice.whole(node));
    return Optional.empty();
  }

  private String rule() {
    return "must be a whole number from " + min + (max == Long.MAX_VALUE ? "" : " to " + max);
  }

  /** The form as one of ints. */
  public Form<Integer> ints() {
    return new MappedForm<>(this, Math::toIntExact);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.type("integer").put("minimum", min);
    return max == Long.MAX_VALUE ? schema : schema.put("maximum", max);
  }
}
