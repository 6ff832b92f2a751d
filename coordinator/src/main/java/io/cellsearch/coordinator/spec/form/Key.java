package io.cellsearch.coordinator.spec.form;

import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

/** One key of a mapping with what may stand behind it. */
public final class Key<T> {
  private final String name;
  private final Form<T> form;
  private final String description;
  private final boolean required;
  private final Optional<YamlNode> standard;

  private Key(
      String name,
      Form<T> form,
      String description,
      boolean required,
      Optional<YamlNode> standard) {
    this.name = name;
    this.form = form;
    this.description = description;
    this.required = required;
    this.standard = standard;
  }

  /** A key that must be given. */
  public static <T> Key<T> required(String name, Form<T> form, String description) {
    return new Key<>(name, form, description, true, Optional.empty());
  }

  /** A key that may be left out, then there is no value. */
  public static <T> Key<T> optional(String name, Form<T> form, String description) {
    return new Key<>(name, form, description, false, Optional.empty());
  }

  /**
   * A key that may be left out.
   *
   * @param standard what stands there then, as it would be written in a file
   */
  public static <T> Key<T> standard(
      String name, Form<T> form, String standard, String description) {
    YamlNode node =
        YamlReader.read(standard, new Findings())
            .orElseThrow(() -> new IllegalStateException("no YAML: " + standard));
    return new Key<>(name, form, description, false, Optional.of(node));
  }

  public String name() {
    return name;
  }

  boolean isRequired() {
    return required;
  }

  String description() {
    return description;
  }

  Form<T> form() {
    return form;
  }

  /** What a node says behind this key. */
  public Optional<Read<T>> read(YamlNode node, Reading at) {
    return form.read(node, at.child(name));
  }

  /** What stands there where nothing is given. */
  public Optional<Read<T>> readStandard() {
    Findings findings = new Findings();
    Optional<Read<T>> read = standard.flatMap(node -> form.read(node, new Reading(name, findings)));
    if (standard.isPresent() && !findings.isEmpty()) {
      throw new IllegalStateException(
          "the default of " + name + " breaks rules: " + findings.all());
    }
    return read;
  }

  /** The default is a whole section's: its keys tell their own. */
  boolean hasScalarStandard() {
    return standard.isPresent() && !standard.get().shown().equals("an empty mapping");
  }

  static List<String> names(List<Key<?>> keys) {
    return keys.stream().map(key -> key.name).toList();
  }
}
