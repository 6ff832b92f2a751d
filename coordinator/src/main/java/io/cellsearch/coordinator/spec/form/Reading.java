package io.cellsearch.coordinator.spec.form;

import io.cellsearch.coordinator.spec.yaml.Finding;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.Place;
import io.cellsearch.coordinator.spec.yaml.Shown;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import java.util.Optional;

/** Where in a file a form is being read, and where its problems go. */
public record Reading(String path, Findings findings) {

  /** The whole file. */
  public static Reading root(Findings findings) {
    return new Reading("", findings);
  }

  /** The place behind a key. */
  public Reading child(String key) {
    String shown = Shown.text(key);
    return new Reading(path.isEmpty() ? shown : path + "." + shown, findings);
  }

  /** The last key of the path. */
  public String last() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  Reading item(int index) {
    return new Reading(path + "[" + index + "]", findings);
  }

  /** Reports that a node breaks a rule. */
  public void refuse(YamlNode node, String rule) {
    refuse(node, rule, Optional.empty());
  }

  /** Reports that a node breaks a rule, and the way out. */
  public void refuse(YamlNode node, String rule, Optional<String> suggestion) {
    if (!(node instanceof YamlNode.Broken)) {
      refuse(node.place(), rule, node.shown(), suggestion);
    }
  }

  /** Reports a broken rule. */
  public void refuse(Place place, String rule, String value, Optional<String> suggestion) {
    findings.add(new Finding(place, path, rule, value, suggestion));
  }
}
