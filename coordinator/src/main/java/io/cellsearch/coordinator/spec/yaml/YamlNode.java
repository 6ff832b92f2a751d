package io.cellsearch.coordinator.spec.yaml;

import java.util.List;
import java.util.Optional;

/** A part of a document with its place. */
public sealed interface YamlNode {

  Place place();

  /** The node as a message shows it. */
  String shown();

  /** Keys with values, in the order of the text; every key stands once. */
  record Mapping(Place place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry of that key. */
    public Optional<Entry> find(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    @Override
    public String shown() {
      return entries.isEmpty() ? "an empty mapping" : "a mapping";
    }
  }

  /** One key with its value. */
  record Entry(String key, Place place, YamlNode value) {}

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String shown() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** A single value as it is written. */
  record Scalar(Place place, String text, Style style) implements YamlNode {

    /** What the text means under the core schema of YAML 1.2. */
    public ScalarKind kind() {
      return style == Style.PLAIN ? ScalarKind.of(text) : ScalarKind.TEXT;
    }

    @Override
    public String shown() {
      if (kind() == ScalarKind.NOTHING) {
        return "nothing";
      }
      return style == Style.PLAIN ? Shown.text(text) : '"' + Shown.text(text) + '"';
    }
  }

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    QUOTED,
    /** Lines behind {@code |}. */
    LITERAL,
    /** Lines behind {@code >}, which become one. */
    FOLDED
  }

  /** Stands where something was refused; nobody needs to complain about it again. */
  record Broken(Place place) implements YamlNode {
    @Override
    public String shown() {
      return "what was refused";
    }
  }

  /** The place of the deepest key along a path that the document has. */
  default Place placeOf(String path) {
    if (!(this instanceof Mapping mapping) || path.isEmpty()) {
      return place();
    }
    int dot = path.indexOf('.');
    String key = dot < 0 ? path : path.substring(0, dot);
    String rest = dot < 0 ? "" : path.substring(dot + 1);
    return mapping.find(key).map(entry -> entry.value().placeOf(rest)).orElse(place());
  }
}
