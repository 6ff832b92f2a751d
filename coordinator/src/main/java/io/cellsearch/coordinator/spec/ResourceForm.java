package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.OneOfForm;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.core.experiment.Resource;
import java.util.List;
import java.util.Optional;

/**
 * What a rule counts.
 *
 * @param onlyEpochs why a rule cannot count time, as the end of a sentence; empty where it can
 */
record ResourceForm(Optional<String> onlyEpochs) implements Form<Resource> {
  private static final OneOfForm<Resource> BOTH = OneOfForm.constants(Resource.class);

  @Override
  public Optional<Read<Resource>> read(YamlNode node, Reading at) {
    Optional<Read<Resource>> read = BOTH.read(node, at);
    if (onlyEpochs.isPresent() && read.filter(each -> each.value() == Resource.TIME).isPresent()) {
      at.refuse(node, "must be epochs " + onlyEpochs.get());
      return Optional.empty();
    }
    return read;
  }

  @Override
  public ObjectNode schema() {
    return onlyEpochs.isPresent() ? OneOfForm.words(List.of("epochs")).schema() : BOTH.schema();
  }
}
