package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.language.NearestName;
import io.cellsearch.coordinator.spec.yaml.ScalarKind;
import io.cellsearch.coordinator.spec.yaml.Shown;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** A mapping with a fixed set of keys. */
public final class SectionForm<T> implements Form<T> {
  private final List<Key<?>> keys;
  private final Function<Values, Optional<T>> builder;
  private final Map<String, String> refused;
  private final Consumer<Values> check;
  private final BiConsumer<T, ObjectNode> filling;

  private SectionForm(
      List<Key<?>> keys,
      Function<Values, Optional<T>> builder,
      Map<String, String> refused,
      Consumer<Values> check,
      BiConsumer<T, ObjectNode> filling) {
    this.keys = List.copyOf(keys);
    this.builder = builder;
    this.refused = new LinkedHashMap<>(refused);
    this.check = check;
    this.filling = filling;
  }

  /**
   * A mapping.
   *
   * @param builder makes the value of sound ones; it may report rules between them and then gives
   *     none
   */
  public static <T> SectionForm<T> of(List<Key<?>> keys, Function<Values, Optional<T>> builder) {
    return new SectionForm<>(keys, builder, Map.of(), values -> {}, (value, resolved) -> {});
  }

  /** A mapping whose value always follows from sound ones. */
  public static <T> SectionForm<T> simple(List<Key<?>> keys, Function<Values, T> builder) {
    return of(keys, values -> Optional.of(builder.apply(values)));
  }

  /**
   * This form with better words for some keys that it does not have.
   *
   * @param rules by key, as the end of a sentence that the key begins
   */
  public SectionForm<T> refusing(Map<String, String> rules) {
    return new SectionForm<>(keys, builder, rules, check, filling);
  }

  /** This form with rules between keys that are looked at even where other keys are broken. */
  public SectionForm<T> checking(Consumer<Values> rules) {
    return new SectionForm<>(keys, builder, refused, rules, filling);
  }

  /** This form with an addition to the canonical form, for what only the built value knows. */
  public SectionForm<T> filling(BiConsumer<T, ObjectNode> addition) {
    return new SectionForm<>(keys, builder, refused, check, addition);
  }

  List<Key<?>> keys() {
    return keys;
  }

  @Override
  public Optional<Read<T>> read(YamlNode node, Reading at) {
    if (!(node instanceof Mapping mapping)) {
      at.refuse(
          node,
          "must be a mapping with "
              + (keys.size() == 1 ? "the key " : "the keys ")
              + String.join(", ", Key.names(keys)));
      return Optional.empty();
    }
    refuseStrangers(mapping, at);
    Values values = new Values(node, at);
    keys.forEach(key -> readKey(key, mapping, values, at));
    check.accept(values);
    return values.isComplete()
        ? builder.apply(values).map(value -> new Read<>(value, resolved(value, values)))
        : Optional.empty();
  }

  private ObjectNode resolved(T value, Values values) {
    ObjectNode resolved = values.resolved(keys);
    filling.accept(value, resolved);
    return resolved;
  }

  private static <V> void readKey(Key<V> key, Mapping mapping, Values values, Reading at) {
    Optional<Entry> entry = mapping.find(key.name());
    Optional<Read<V>> read =
        entry.isPresent() ? given(key, entry.get().value(), at) : key.readStandard();
    values.put(key, read);
    if (read.isEmpty() && (entry.isPresent() || key.isRequired())) {
      values.markIncomplete();
    }
    if (entry.isEmpty() && key.isRequired()) {
      at.child(key.name()).refuse(mapping.place(), "must be given", "nothing", Optional.empty());
    }
  }

  private static <V> Optional<Read<V>> given(Key<V> key, YamlNode node, Reading at) {
    boolean isNothing =
        node instanceof YamlNode.Scalar scalar && scalar.kind() == ScalarKind.NOTHING;
    if (isNothing && !key.isRequired()) {
      at.child(key.name())
          .refuse(node, "must have a value", Optional.of("leave the key out for its default"));
      return Optional.empty();
    }
    return key.read(node, at);
  }

  private static String oneOf(List<String> names) {
    return names.size() == 1
        ? "the key " + names.get(0)
        : "one of the keys " + String.join(", ", names);
  }

  private void refuseStrangers(Mapping mapping, Reading at) {
    List<String> names = Key.names(keys);
    for (Entry entry : mapping.entries()) {
      String key = entry.key();
      if (refused.containsKey(key)) {
        at.child(key).refuse(entry.place(), refused.get(key), Shown.text(key), Optional.empty());
      } else if (!names.contains(key)) {
        String rule = "must be " + oneOf(names);
        at.child(key)
            .refuse(entry.place(), rule, Shown.text(key), NearestName.question(key, names));
      }
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode properties = Json.object();
    for (Key<?> key : keys) {
      ObjectNode schema = key.form().schema().put("description", key.description());
      if (key.hasScalarStandard()) {
        JsonNode standard = key.readStandard().orElseThrow().resolved();
        schema.set("default", standard);
      }
      properties.set(key.name(), schema);
    }
    ObjectNode schema = Json.type("object");
    schema.set("properties", properties);
    List<String> required = keys.stream().filter(Key::isRequired).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.set("required", Json.texts(required));
    }
    return schema.put("additionalProperties", false);
  }
}
