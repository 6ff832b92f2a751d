package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a schema cannot know: the names and options of a file's own cells. Where a file has the
 * section cells, any word may be a cell and any other key an option.
 */
final class OwnCellsSchema {
  private OwnCellsSchema() {}

  /** Moves the strict rules for cells and options of a schema under "a file without cells". */
  static void loosen(ObjectNode schema) {
    ObjectNode model = (ObjectNode) schema.at("/properties/model");
    ObjectNode properties = (ObjectNode) model.get("properties");
    ObjectNode strict = model.objectNode();
    ArrayNode names = strict.putObject("propertyNames").putArray("enum");
    properties.fieldNames().forEachRemaining(names::add);
    strict.putObject("properties").set("cell", properties.get("cell").deepCopy());
    model.remove("additionalProperties");
    loosenWords(properties.get("cell"));
    schema.putObject("if").putArray("required").add("cells");
    schema.putObject("else").putObject("properties").set("model", strict);
  }

  private static void loosenWords(JsonNode node) {
    for (JsonNode child : node) {
      if (child instanceof ObjectNode words && words.has("enum")) {
        JsonNode names = words.remove("enum");
        ArrayNode either = words.putArray("anyOf");
        either.addObject().set("enum", names);
        either.addObject().put("type", "string");
      } else {
        loosenWords(child);
      }
    }
  }
}
