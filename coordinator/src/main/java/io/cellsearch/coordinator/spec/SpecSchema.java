package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.CellLibrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON Schema of experiment files, for editors; made from the tables that read them. */
public final class SpecSchema {
  private SpecSchema() {}

  /** The schema (draft 2020-12) as indented JSON. */
  public static String json() {
    CellLibrary library = CellLibrary.standard();
    CellChoice cells = SpecReader.cellChoice(library, Map.of(), List.of());
    SpecForm form =
        new SpecForm(
            "experiment",
            Standards.OF_NOTHING,
            TaskForms.task(new NoData()),
            ModelForm.any(cells),
            new CellsForm(library, ""));
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Cellsearch experiment");
    ObjectNode rules = form.schema();
    ((ObjectNode) rules.at("/properties/name")).remove("default");
    OwnCellsSchema.loosen(rules);
    schema.setAll(rules);
    return schema.toPrettyString() + "\n";
  }

  private record NoData() implements DataCatalog {
    @Override
    public Optional<DataSet> find(String name) {
      return Optional.empty();
    }

    @Override
    public List<String> names() {
      return List.of();
    }
  }
}
