package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.Optional;

/**
 * A finite number between bounds; an infinite bound bounds nothing.
 *
 * @param minIncluded whether the lower bound itself is allowed
 * @param maxIncluded whether the upper bound itself is allowed
 */
public record RealForm(double min, boolean minIncluded, double max, boolean maxIncluded)
    implements Form<Double> {

  /** Any finite number. */
  public static RealForm any() {
    return new RealForm(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
  }

  /** Numbers greater than this one. */
  public static RealForm above(double min) {
    return new RealForm(min, false, Double.POSITIVE_INFINITY, false);
  }

  /** This number and those greater than it. */
  public static RealForm from(double min) {
    return new RealForm(min, true, Double.POSITIVE_INFINITY, false);
  }

  @Override
  public Optional<Read<Double>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar
        && (scalar.kind() == ScalarKind.WHOLE || scalar.kind() == ScalarKind.REAL)) {
      double value = Double.parseDouble(scalar.text());
      if (allows(value)) {
        return Optional.of(new Read<>(value, Json.NODES.numberNode(value)));
      }
    }
    at.refuse(node, rule(), NumberAdvice.real(node));
    return Optional.empty();
  }

  private boolean allows(double value) {
    return Double.isFinite(value)
        && (minIncluded ? value >= min : value > min)
        && (maxIncluded ? value <= max : value < max);
  }

  private String rule() {
    StringBuilder rule = new StringBuilder("must be a number");
    if (Double.isFinite(min)) {
      rule.append(minIncluded ? " from " : " above ").append(Figures.text(min));
    }
    if (Double.isFinite(max)) {
      String upTo = minIncluded ? " to " : " and at most ";
      rule.append(maxIncluded ? upTo : " and below ").append(Figures.text(max));
    }
    return rule.toString();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.type("number");
    if (Double.isFinite(min)) {
      schema.put(minIncluded ? "minimum" : "exclusiveMinimum", min);
    }
    if (Double.isFinite(max)) {
      schema.put(maxIncluded ? "maximum" : "exclusiveMaximum", max);
    }
    return schema;
  }
}
