package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.language.NearestName;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Key;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.form.SectionForm;
import io.cellsearch.coordinator.spec.form.TextForm;
import io.cellsearch.coordinator.spec.form.Values;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a file names its data, and what is said where there is none of that name. */
final class DataForms {
  static final Key<String> FILE =
      Key.required("file", fileName(), "a file beside the experiment file");
  static final Key<String> NAME = Key.required("name", registeredName(), "a registered data set");
  static final Key<String> SHA_256 =
      Key.optional(
          "sha256",
          TextForm.matching("64 lower-case hex digits", "[0-9a-f]{64}"),
          "SHA-256 that the data must have");

  static final String JSB_CHORALES = "jsb-chorales";

  private static final String JSB_CHORALES_ADVICE =
      "set CELLSEARCH_DATASETS to a folder with jsb_chorales/jsb_chorales.json: that is"
          + " jsb-chorales-quarter.json of czhuang/JSB-Chorales-dataset on GitHub, SHA-256"
          + " d40ed9b0a64a04c70e79d3695bd85823ac41c9ea6284a479d9aff849155ed73e";

  private final DataCatalog catalog;

  DataForms(DataCatalog catalog) {
    this.catalog = catalog;
  }

  private static Form<String> fileName() {
    return TextForm.matching(
        "the name of a file, not an address",
        "(?![A-Za-z][A-Za-z0-9+.-]*://)[^\\x00-\\x1f\\x7f]{1,255}");
  }

  static Form<String> registeredName() {
    return TextForm.matching(
        "the name of a registered data set", "[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  /** A mapping with nothing but the data's name. */
  SectionForm<DataSet> reference(Key<String> name) {
    return SectionForm.of(List.of(name, SHA_256), values -> find(values, name))
        .filling(DataForms::stamp);
  }

  /** The data set that a mapping names, or nothing and a report. */
  Optional<DataSet> find(Values values, Key<String> key) {
    String name = values.get(key);
    Optional<DataSet> found = catalog.find(name);
    if (found.isEmpty()) {
      boolean isFile = key == FILE;
      values.refuse(key, rule(isFile), name, Optional.of(advice(name, isFile)));
      return Optional.empty();
    }
    Optional<String> pinned = values.find(SHA_256);
    if (pinned.isPresent() && !pinned.get().equals(found.get().sha256())) {
      values.refuse(
          SHA_256,
          "must be the SHA-256 of " + name + ", " + found.get().sha256(),
          pinned.get(),
          Optional.empty());
      return Optional.empty();
    }
    return found;
  }

  static void stamp(DataSet data, ObjectNode resolved) {
    resolved.put(SHA_256.name(), data.sha256());
  }

  /** The data set of a registered name, or nothing and a report. */
  Optional<DataSet> findRegistered(String name, YamlNode node, Reading at) {
    Optional<DataSet> found = catalog.find(name);
    if (found.isEmpty()) {
      at.refuse(node, rule(false), Optional.of(advice(name, false)));
    }
    return found;
  }

  private static String rule(boolean isFile) {
    return isFile ? "must name a file that is there" : "must name a data set that is there";
  }

  private String advice(String name, boolean isFile) {
    if (name.equals(JSB_CHORALES)) {
      return JSB_CHORALES_ADVICE;
    }
    List<String> names = new ArrayList<>(catalog.names());
    if (!isFile && !names.contains(JSB_CHORALES)) {
      names.add(0, JSB_CHORALES);
    }
    return NearestName.question(name, names)
        .orElse(
            isFile ? "put it beside the experiment file" : "there are " + String.join(", ", names));
  }
}
