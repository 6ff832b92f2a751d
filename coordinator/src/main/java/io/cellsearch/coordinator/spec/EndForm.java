package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.form.DurationForm;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.core.experiment.Resource;
import java.time.Duration;
import java.util.Optional;

/** The training time at which a trial is at its end; where epochs are counted there is none. */
record EndForm(Resource resource) implements Form<Duration> {
  private static final DurationForm DURATION = new DurationForm();

  @Override
  public Optional<Read<Duration>> read(YamlNode node, Reading at) {
    if (resource == Resource.EPOCHS) {
      at.refuse(
          node,
          "must be left out with resource: epochs, where training.max_epochs is the end",
          Optional.of("for seconds of training add resource: time"));
      return Optional.empty();
    }
    Optional<Read<Duration>> read = DURATION.read(node, at);
    if (read.filter(each -> each.value().compareTo(Resource.LONGEST) > 0).isPresent()) {
      at.refuse(node, "must be at most 3650d");
      return Optional.empty();
    }
    return read;
  }

  @Override
  public ObjectNode schema() {
    return DURATION.schema();
  }
}
