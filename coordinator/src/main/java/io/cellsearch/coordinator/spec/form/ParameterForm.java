package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Sequence;
import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One parameter of the search space: a value, {@code {value: …}}, {@code {values: […]}} or a range
 * {@code {min: …, max: …}}.
 */
public final class ParameterForm implements Form<Setting> {
  private static final int MOST_CHOICES = 1000;
  private static final String NO_CONDITION =
      "must be left out: every trial needs this parameter, only options of cells have conditions";

  private final ParameterKind kind;
  private final boolean fixed;
  private final Optional<Key<List<String>>> when;
  private final SectionForm<Setting> one;
  private final SectionForm<Setting> several;
  private final Optional<SectionForm<Setting>> range;

  private ParameterForm(ParameterKind kind, boolean fixed, Optional<Form<List<String>>> cells) {
    this.kind = kind;
    this.fixed = fixed;
    this.when = cells.map(ParameterForm::whenKey);
    Key<ParameterValue> value = Key.required("value", kind.single(), "one fixed value");
    Key<List<ParameterValue>> values =
        Key.required(
            "values", new ListForm<>(kind.single(), 1, MOST_CHOICES), "values without an order");
    this.one = section(List.of(value), read -> Optional.of(new Domain.Constant(read.get(value))));
    this.several =
        section(List.of(values), read -> Optional.of(new Domain.Choice(read.get(values))));
    this.range =
        kind.number() == ParameterKind.Number.NONE
            ? Optional.empty()
            : Optional.of(rangeSection(new RangeForm(kind)));
  }

  /** A parameter that a search may vary. */
  public static ParameterForm searched(ParameterKind kind) {
    return new ParameterForm(kind, false, Optional.empty());
  }

  /** A parameter that is the same in all trials. */
  public static ParameterForm fixed(ParameterKind kind) {
    return new ParameterForm(kind, true, Optional.empty());
  }

  /**
   * A parameter that only some cells have.
   *
   * @param cells that {@code when} may name
   */
  public static ParameterForm option(ParameterKind kind, Form<List<String>> cells) {
    return new ParameterForm(kind, false, Optional.of(cells));
  }

  private static Key<List<String>> whenKey(Form<List<String>> cells) {
    Key<List<String>> cell = Key.required("cell", cells, "the cells that have the option");
    return Key.optional(
        "when",
        SectionForm.simple(List.of(cell), values -> values.get(cell)),
        "the cells for which the parameter exists");
  }

  private SectionForm<Setting> rangeSection(RangeForm form) {
    return section(form.keys(), form::domain).checking(form::check);
  }

  private interface DomainOf {
    Optional<Domain> of(Values values);
  }

  private SectionForm<Setting> section(List<Key<?>> keys, DomainOf domainOf) {
    List<Key<?>> all = new ArrayList<>(keys);
    when.ifPresent(all::add);
    SectionForm<Setting> section =
        SectionForm.of(
            all,
            values ->
                domainOf.of(values).map(domain -> new Setting(domain, when.flatMap(values::find))));
    return when.isPresent() ? section : section.refusing(Map.of("when", NO_CONDITION));
  }

  @Override
  public Optional<Read<Setting>> read(YamlNode node, Reading at) {
    if (node instanceof Mapping mapping) {
      return readMapping(mapping, at);
    }
    if (node instanceof Sequence) {
      at.refuse(
          node,
          "must be " + shapes(),
          fixed ? Optional.empty() : Optional.of("write {values: […]} around the list"));
      return Optional.empty();
    }
    return kind.single()
        .read(node, at)
        .map(read -> read.map(value -> new Setting(new Domain.Constant(value), Optional.empty())));
  }

  private Optional<Read<Setting>> readMapping(Mapping mapping, Reading at) {
    boolean hasValues = mapping.find("values").isPresent();
    boolean hasRange = mapping.find("min").isPresent() || mapping.find("max").isPresent();
    if (mapping.find("value").isPresent()) {
      return one.read(mapping, at).map(ParameterForm::shortened);
    }
    if (hasValues && !fixed) {
      return several.read(mapping, at);
    }
    if (hasRange && !fixed && range.isPresent()) {
      return range.get().read(mapping, at);
    }
    at.refuse(
        mapping.place(),
        "must be " + shapes(),
        hasValues || hasRange ? (hasValues ? "values" : "a range") : keys(mapping),
        Optional.empty());
    return Optional.empty();
  }

  /** The short form of a lone value is its canonical one. */
  private static Read<Setting> shortened(Read<Setting> read) {
    JsonNode resolved = read.resolved();
    return resolved.size() == 1 ? new Read<>(read.value(), resolved.get("value")) : read;
  }

  private static String keys(Mapping mapping) {
    List<String> keys = mapping.entries().stream().map(YamlNode.Entry::key).toList();
    return keys.isEmpty()
        ? "an empty mapping"
        : "a mapping with the keys " + String.join(", ", keys);
  }

  private String shapes() {
    if (fixed) {
      return "one fixed value";
    }
    return range.isPresent()
        ? "a value, {values: […]} or a range {min: …, max: …}"
        : "a value or {values: […]}";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object();
    ArrayNode shapes = schema.putArray("anyOf").add(kind.single().schema()).add(one.schema());
    if (!fixed) {
      shapes.add(several.schema());
      range.ifPresent(form -> shapes.add(form.schema()));
    }
    return schema;
  }
}
