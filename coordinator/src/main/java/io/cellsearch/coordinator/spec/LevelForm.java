package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.coordinator.spec.form.DurationForm;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.form.WholeForm;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import io.cellsearch.core.experiment.Resource;
import java.util.Optional;

/** How much of its resource a trial spends before it is first compared: epochs, or a duration. */
record LevelForm(Resource resource) implements Form<Integer> {
  private static final WholeForm EPOCHS = new WholeForm(1, 1_000_000);

  @Override
  public Optional<Read<Integer>> read(YamlNode node, Reading at) {
    if (resource == Resource.TIME) {
      return new EndForm(resource)
          .read(node, at)
          .map(read -> read.map(duration -> Math.toIntExact(duration.toSeconds())));
    }
    if (node instanceof Scalar scalar && scalar.text().matches("[0-9]{1,6}[dhms]")) {
      at.refuse(
          node,
          "must be a whole number of epochs",
          Optional.of("for seconds of training add resource: time"));
      return Optional.empty();
    }
    return EPOCHS.ints().read(node, at);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = new DurationForm().schema();
    ObjectNode both = schema.objectNode();
    both.putArray("anyOf").add(EPOCHS.schema()).add(schema);
    return both;
  }
}
