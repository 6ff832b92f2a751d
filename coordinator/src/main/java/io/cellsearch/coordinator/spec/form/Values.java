package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.Place;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read behind the keys of one mapping, defaults included. */
public final class Values {
  private final YamlNode node;
  private final Reading at;
  private final Map<Key<?>, Read<?>> read = new IdentityHashMap<>();
  private boolean complete = true;

  Values(YamlNode node, Reading at) {
    this.node = node;
    this.at = at;
  }

  <T> void put(Key<T> key, Optional<Read<T>> value) {
    value.ifPresent(found -> read.put(key, found));
  }

  void markIncomplete() {
    complete = false;
  }

  /** Whether every key has a sound value where it needs one. */
  boolean isComplete() {
    return complete;
  }

  /** The value behind a key that is required or has a default. */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException("no value for " + key.name()));
  }

  /** The value behind a key, if there is a sound one. */
  @SuppressWarnings("unchecked") // put() is the only writer and it is typed
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((Read<T>) read.get(key)).map(Read::value);
  }

  /** Where a key's value stands, or the mapping where it was left out. */
  public Place place(Key<?> key) {
    return node.placeOf(key.name());
  }

  /** Reports a rule between keys at one of them. */
  public void refuse(Key<?> key, String rule, String value, Optional<String> suggestion) {
    at.child(key.name()).refuse(place(key), rule, value, suggestion);
  }

  /** Reports a rule between keys at a key within one of them. */
  public void refuse(Key<?> section, String key, String rule, String value) {
    at.child(section.name())
        .child(key)
        .refuse(node.placeOf(section.name() + "." + key), rule, value, Optional.empty());
  }

  /** A place within a section that keys do not lead to, as in a list. */
  public record Within(Key<?> section, String path, Place place) {}

  /** Reports a rule between keys at a place within one of them. */
  public void refuse(Within within, String rule, String value, Optional<String> suggestion) {
    new Reading(at.child(within.section().name()).path() + "." + within.path(), at.findings())
        .refuse(within.place(), rule, value, suggestion);
  }

  /** Reports a rule between keys at the mapping. */
  public void refuse(String rule, String value, Optional<String> suggestion) {
    at.refuse(node.place(), rule, value, suggestion);
  }

  /** The path of the mapping. */
  public String path() {
    return at.path();
  }

  ObjectNode resolved(List<Key<?>> keys) {
    ObjectNode resolved = Json.object();
    for (Key<?> key : keys) {
      Read<?> value = read.get(key);
      if (value != null) {
        resolved.set(key.name(), value.resolved());
      }
    }
    return resolved;
  }
}
