package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.language.NearestName;
import io.cellsearch.coordinator.spec.yaml.Shown;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One of a few words.
 *
 * @param planned words of the language that this version cannot serve
 */
public record OneOfForm<T>(Map<String, T> values, List<String> planned) implements Form<T> {

  public OneOfForm {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    planned = List.copyOf(planned);
  }

  /** Words that stand for themselves. */
  public static OneOfForm<String> words(List<String> words, String... planned) {
    Map<String, String> values = new LinkedHashMap<>();
    words.forEach(word -> values.put(word, word));
    return new OneOfForm<>(values, List.of(planned));
  }

  /** The constants of an enum, in lower case. */
  public static <E extends Enum<E>> OneOfForm<E> constants(Class<E> type, String... planned) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      values.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return new OneOfForm<>(values, List.of(planned));
  }

  @Override
  public Optional<Read<T>> read(YamlNode node, Reading at) {
    Optional<String> word =
        node instanceof Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    Optional<T> value = word.flatMap(text -> Optional.ofNullable(values.get(text)));
    if (value.isEmpty()) {
      at.refuse(node, rule(), word.flatMap(this::advice));
    }
    return value.map(found -> new Read<>(found, Json.NODES.textNode(word.orElseThrow())));
  }

  private String rule() {
    return values.size() == 1
        ? "must be " + values.keySet().iterator().next()
        : "must be one of " + String.join(", ", values.keySet());
  }

  private Optional<String> advice(String word) {
    return planned.contains(word)
        ? Optional.of("this version does not have " + Shown.text(word))
        : NearestName.question(word, values.keySet());
  }

  @Override
  public ObjectNode schema() {
    if (values.size() == 1) {
      return Json.object().put("const", values.keySet().iterator().next());
    }
    return Json.object().set("enum", Json.texts(values.keySet()));
  }
}
