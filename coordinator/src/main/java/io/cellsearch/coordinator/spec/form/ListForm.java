package io.cellsearch.coordinator.spec.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of one kind of items.
 *
 * @param repeats whether an item may stand more than once
 */
public record ListForm<T>(Form<T> item, int fewest, int most, boolean repeats)
    implements Form<List<T>> {

  /** A list without repetitions. */
  public ListForm(Form<T> item, int fewest, int most) {
    this(item, fewest, most, false);
  }

  @Override
  public Optional<Read<List<T>>> read(YamlNode node, Reading at) {
    if (!(node instanceof Sequence list)) {
      at.refuse(node, "must be a list", advice(node));
      return Optional.empty();
    }
    if (list.items().size() < fewest || list.items().size() > most) {
      String value = list.items().size() + (list.items().size() == 1 ? " item" : " items");
      at.refuse(list.place(), "must be a list of " + counts(), value, Optional.empty());
      return Optional.empty();
    }
    return items(list, at);
  }

  private Optional<Read<List<T>>> items(Sequence list, Reading at) {
    List<T> values = new ArrayList<>();
    ArrayNode resolved = Json.NODES.arrayNode();
    for (int i = 0; i < list.items().size(); i++) {
      Reading place = at.item(i);
      YamlNode node = list.items().get(i);
      Optional<Read<T>> read = item.read(node, place);
      if (!repeats && read.isPresent() && values.contains(read.get().value())) {
        place.refuse(node, "must stand once in the list");
      } else if (read.isPresent()) {
        values.add(read.get().value());
        resolved.add(read.get().resolved());
      }
    }
    return values.size() == list.items().size()
        ? Optional.of(new Read<>(List.copyOf(values), resolved))
        : Optional.empty();
  }

  private Optional<String> advice(YamlNode node) {
    return node instanceof YamlNode.Scalar && !node.shown().equals("nothing") && fewest <= 1
        ? Optional.of("write [" + node.shown() + "]")
        : Optional.empty();
  }

  private String counts() {
    if (fewest == most) {
      return fewest + " items";
    }
    return most == Integer.MAX_VALUE
        ? "at least " + fewest + (fewest == 1 ? " item" : " items")
        : fewest + " to " + most + " items";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.type("array").put("minItems", fewest);
    if (!repeats) {
      schema.put("uniqueItems", true);
    }
    if (most != Integer.MAX_VALUE) {
      schema.put("maxItems", most);
    }
    return schema.set("items", item.schema());
  }
}
