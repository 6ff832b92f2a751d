package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import java.util.Optional;

/** A registered data set by its bare name or as {@code {name: …}}, or {@code {file: …}}. */
final class RegisteredDataForm implements Form<DataSet> {
  private final DataForms forms;
  private final Form<DataSet> byName;
  private final Form<DataSet> byFile;

  RegisteredDataForm(DataForms forms) {
    this.forms = forms;
    byName = forms.reference(DataForms.NAME);
    byFile = forms.reference(DataForms.FILE);
  }

  @Override
  public Optional<Read<DataSet>> read(YamlNode node, Reading at) {
    if (node instanceof Scalar scalar) {
      return DataForms.registeredName()
          .read(scalar, at)
          .flatMap(name -> forms.findRegistered(name.value(), scalar, at))
          .map(RegisteredDataForm::written);
    }
    boolean isFile =
        node instanceof Mapping mapping && mapping.find(DataForms.FILE.name()).isPresent();
    return (isFile ? byFile : byName).read(node, at);
  }

  /** The bare name is short for a mapping. */
  private static Read<DataSet> written(DataSet data) {
    ObjectNode resolved = JsonNodeFactory.instance.objectNode();
    resolved.put(DataForms.NAME.name(), data.name());
    DataForms.stamp(data, resolved);
    return new Read<>(data, resolved);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema
        .putArray("anyOf")
        .add(DataForms.registeredName().schema())
        .add(byName.schema())
        .add(byFile.schema());
    return schema;
  }
}
