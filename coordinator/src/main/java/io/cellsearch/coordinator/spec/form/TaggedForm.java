package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping in which the word behind one key decides what the others are. */
public final class TaggedForm<T> implements Form<T> {
  private final Key<String> tag;
  private final Map<String, SectionForm<T>> cases;

  private TaggedForm(Key<String> tag, Map<String, SectionForm<T>> cases) {
    this.tag = tag;
    this.cases = new LinkedHashMap<>();
    cases.forEach((word, form) -> this.cases.put(word, form.refusing(foreign(word, cases))));
  }

  /**
   * A mapping with cases.
   *
   * @param tag the deciding key, over all words
   * @param cases the whole mapping by word; each begins with its own {@link #tagOf tag key}
   */
  public static <T> TaggedForm<T> of(Key<String> tag, Map<String, SectionForm<T>> cases) {
    return new TaggedForm<>(tag, cases);
  }

  /** What to say of keys that other cases have. */
  private Map<String, String> foreign(String word, Map<String, SectionForm<T>> all) {
    List<String> own = Key.names(Optional.ofNullable(all.get(word)).orElseThrow().keys());
    Map<String, List<String>> owners = new LinkedHashMap<>();
    all.forEach(
        (other, form) ->
            Key.names(form.keys()).stream()
                .filter(key -> !own.contains(key))
                .forEach(key -> owners.computeIfAbsent(key, any -> new ArrayList<>()).add(other)));
    Map<String, String> rules = new LinkedHashMap<>();
    owners.forEach(
        (key, others) ->
            rules.put(
                key,
                "must be left out with %s: %s, it belongs to %s"
                    .formatted(tag.name(), word, enumeration(others))));
    return rules;
  }

  private static String enumeration(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** The deciding key within one case. */
  public static Key<String> tagOf(String key, String word, boolean required, String description) {
    OneOfForm<String> form = OneOfForm.words(List.of(word));
    return required
        ? Key.required(key, form, description)
        : Key.standard(key, form, word, description);
  }

  @Override
  public Optional<Read<T>> read(YamlNode node, Reading at) {
    if (!(node instanceof Mapping mapping)) {
      at.refuse(node, "must be a mapping with the key " + tag.name(), advice(node));
      return Optional.empty();
    }
    Optional<Read<String>> word =
        mapping.find(tag.name()).isPresent()
            ? tag.read(mapping.find(tag.name()).get().value(), at)
            : tag.readStandard();
    if (word.isEmpty()) {
      if (mapping.find(tag.name()).isEmpty()) {
        at.child(tag.name())
            .refuse(mapping.place(), "must be given", "nothing", Optional.of(choices()));
      }
      return Optional.empty();
    }
    return caseOf(word.get().value()).read(node, at);
  }

  private SectionForm<T> caseOf(String word) {
    return Optional.ofNullable(cases.get(word))
        .orElseThrow(() -> new IllegalStateException("no case " + word));
  }

  private String choices() {
    return "there are " + String.join(", ", cases.keySet());
  }

  private Optional<String> advice(YamlNode node) {
    boolean isWord =
        node instanceof Scalar scalar
            && tag.form().read(scalar, Reading.root(new Findings())).isPresent();
    return isWord
        ? Optional.of("write {" + tag.name() + ": " + node.shown() + "}")
        : Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    if (cases.size() == 1) {
      return cases.values().iterator().next().schema();
    }
    ObjectNode schema = Json.object();
    ArrayNode alternatives = schema.putArray("oneOf");
    boolean hasStandard = tag.readStandard().isPresent();
    String standard = tag.readStandard().map(Read::value).orElse("");
    cases.forEach(
        (word, section) -> {
          ObjectNode alternative = section.schema();
          if (!hasStandard || !word.equals(standard)) {
            ArrayNode required = alternative.withArray("required");
            if (required.valueStream().noneMatch(name -> name.asText().equals(tag.name()))) {
              required.insert(0, tag.name());
            }
          }
          alternatives.add(alternative);
        });
    return schema;
  }
}
