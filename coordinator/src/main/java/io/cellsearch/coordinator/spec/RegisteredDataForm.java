package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/** A registered data set by its bare name or as {@code {name: …}}, or {@code {file: …}}. */
final class RegisteredDataForm implements Form<DataSet> {
  private final Form<DataSet> byName;
  private final Form<DataSet> byFile;

  RegisteredDataForm(DataForms forms) {
    byName = forms.reference(DataForms.NAME);
    byFile = forms.reference(DataForms.FILE);
  }

  @Override
  public Optional<Read<DataSet>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar) {
      if (DataForms.registeredName().read(scalar, at).isEmpty()) {
        return Optional.empty();
      }
      Entry name = new Entry(DataForms.NAME.name(), scalar.place(), scalar);
      return byName.read(new Mapping(scalar.place(), List.of(name)), at);
    }
    boolean isFile =
        node instanceof Mapping mapping && mapping.find(DataForms.FILE.name()).isPresent();
    return (isFile ? byFile : byName).read(node, at);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = byName.schema().objectNode();
    schema
        .putArray("anyOf")
        .add(DataForms.registeredName().schema())
        .add(byName.schema())
        .add(byFile.schema());
    return schema;
  }
}
