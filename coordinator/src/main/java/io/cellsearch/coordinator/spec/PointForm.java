package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.form.RealForm;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import io.cellsearch.core.space.ParameterValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A point of the search space: values by the paths of their parameters. */
record PointForm() implements Form<GivenPoint> {
  private static final String RULE =
      "must be a mapping from paths to values, as {model.units: 32, training.learning_rate: 0.01}";

  @Override
  public Optional<Read<GivenPoint>> read(YamlNode node, Reading at) {
    if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      at.refuse(node, RULE);
      return Optional.empty();
    }
    Map<String, GivenPoint.Value> values = new LinkedHashMap<>();
    ObjectNode resolved = JsonNodeFactory.instance.objectNode();
    for (Entry entry : mapping.entries()) {
      Optional<Read<ParameterValue>> read = value(entry.value(), at.child(entry.key()));
      if (read.isPresent()) {
        values.put(entry.key(), new GivenPoint.Value(entry.place(), read.get().value()));
        resolved.set(entry.key(), read.get().resolved());
      }
    }
    return values.size() == mapping.entries().size()
        ? Optional.of(new Read<>(new GivenPoint(values), resolved))
        : Optional.empty();
  }

  private static Optional<Read<ParameterValue>> value(YamlNode node, Reading at) {
    if (!(node instanceof Scalar scalar) || scalar.kind() == ScalarKind.NOTHING) {
      at.refuse(node, "must be one value");
      return Optional.empty();
    }
    return switch (scalar.kind()) {
      case WHOLE ->
          new WholeForm(Long.MIN_VALUE, Long.MAX_VALUE)
              .read(node, at)
              .map(read -> read.map(ParameterValue.Int::new));
      case REAL -> RealForm.any().read(node, at).map(read -> read.map(ParameterValue.Real::new));
      case FLAG -> {
        boolean flag = Boolean.parseBoolean(scalar.text());
        yield Optional.of(
            new Read<>(new ParameterValue.Flag(flag), JsonNodeFactory.instance.booleanNode(flag)));
      }
      default ->
          Optional.of(
              new Read<>(
                  new ParameterValue.Text(scalar.text()),
                  JsonNodeFactory.instance.textNode(scalar.text())));
    };
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.put("minProperties", 1);
    schema
        .putObject("additionalProperties")
        .putArray("type")
        .add("number")
        .add("string")
        .add("boolean");
    return schema;
  }
}
