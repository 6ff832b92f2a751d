package io.cellsearch.coordinator.spec.yaml;

import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Builds the tree of one document from parse events. */
final class TreeBuilder {
  /** An experiment file needs five; the limit guards the stack. */
  static final int DEEPEST = 20;

  private static final String MERGE = "<<";

  private final Iterator<Event> events;
  private final Findings findings;

  TreeBuilder(Iterator<Event> events, Findings findings) {
    this.events = events;
    this.findings = findings;
  }

  YamlNode build() {
    return node(events.next(), "", 1);
  }

  static Place place(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Place.START);
  }

  private YamlNode node(Event event, String path, int depth) {
    Place place = place(event);
    if (depth > DEEPEST) {
      findings.add(place, "", "must not nest deeper than " + DEEPEST + " levels", "more");
      throw new TooDeepException();
    }
    if (event instanceof AliasEvent alias) {
      findings.add(
          place,
          path,
          "must be written out, aliases are refused",
          "*" + Shown.text(alias.getAlias().getValue()));
      return new YamlNode.Broken(place);
    }
    refuseDecoration((NodeEvent) event, path);
    if (event instanceof MappingStartEvent) {
      return mapping(place, path, depth);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(place, path, depth);
    }
    ScalarEvent scalar = (ScalarEvent) event;
    return new YamlNode.Scalar(place, scalar.getValue(), style(scalar));
  }

  private void refuseDecoration(NodeEvent event, String path) {
    event
        .getAnchor()
        .ifPresent(
            anchor ->
                findings.add(
                    place(event),
                    path,
                    "must have no anchor",
                    "&" + Shown.text(anchor.getValue())));
    Optional<String> tag = Optional.empty();
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    tag.ifPresent(
        name -> findings.add(place(event), path, "must have no tag", "!" + shortTag(name)));
  }

  private static String shortTag(String tag) {
    String name = tag.replace("tag:yaml.org,2002:", "!");
    return Shown.text(tag.startsWith("!") ? name.substring(1) : name);
  }

  private static Style style(ScalarEvent scalar) {
    if (scalar.isPlain()) {
      return Style.PLAIN;
    }
    if (scalar.isLiteral()) {
      return Style.LITERAL;
    }
    return scalar.isFolded() ? Style.FOLDED : Style.QUOTED;
  }

  private YamlNode sequence(Place place, String path, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event next = events.next(); isNode(next); next = events.next()) {
      items.add(node(next, path + "[" + items.size() + "]", depth + 1));
    }
    return new YamlNode.Sequence(place, items);
  }

  private YamlNode mapping(Place place, String path, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Event next = events.next(); isNode(next); next = events.next()) {
      YamlNode keyNode = node(next, path, depth + 1);
      String key = keyNode instanceof YamlNode.Scalar scalar ? scalar.text() : "";
      String keyPath = path.isEmpty() ? Shown.text(key) : path + "." + Shown.text(key);
      boolean sound = isSoundKey(keyNode, path);
      // What a refused key holds is read all the same, in silence: one complaint is enough.
      TreeBuilder reader = sound ? this : new TreeBuilder(events, new Findings());
      YamlNode value = reader.node(events.next(), keyPath, depth + 1);
      if (sound) {
        Entry entry = new Entry(key, keyNode.place(), value);
        Entry first = entries.putIfAbsent(key, entry);
        if (first != null) {
          refuseSecond(entry, first, keyPath);
        }
      }
    }
    return new YamlNode.Mapping(place, List.copyOf(entries.values()));
  }

  private boolean isSoundKey(YamlNode key, String path) {
    if (key instanceof YamlNode.Scalar scalar) {
      if (scalar.style() == Style.PLAIN && scalar.text().equals(MERGE)) {
        findings.add(key.place(), path, "must be written out, merge keys are refused", MERGE);
        return false;
      }
      return true;
    }
    if (!(key instanceof YamlNode.Broken)) {
      findings.add(key.place(), path, "must have plain words as keys", key.shown());
    }
    return false;
  }

  private void refuseSecond(Entry second, Entry first, String path) {
    findings.add(
        second.place(),
        path,
        "must stand once",
        "a second "
            + Shown.text(second.key())
            + " (the first is on line "
            + first.place().line()
            + ")");
  }

  private static boolean isNode(Event event) {
    return event instanceof NodeEvent;
  }
}
