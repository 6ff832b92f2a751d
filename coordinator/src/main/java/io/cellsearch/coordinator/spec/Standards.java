package io.cellsearch.coordinator.spec;

import io.cellsearch.coordinator.spec.form.UnlimitedForm;
import io.cellsearch.coordinator.spec.yaml.Place;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import io.cellsearch.core.experiment.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The defaults that depend on what a file says elsewhere. A file that names neither a search nor
 * early stopping gets the ladder, which does both; where trials must not pause, tpe with asha. Bohb
 * gets the brackets of hyperband, at whose rungs it learns.
 *
 * @param pause whether trials may pause
 * @param search the algorithm of the section search
 * @param stopping the algorithm of the section early_stopping
 * @param ashaVariant the promotion form where nothing bounds the number of trials
 * @param maxTrials most of the ladder's trials run for an epoch only, so it may try more of them
 * @param searched what the section search counts at its rungs
 * @param stopped what the section early_stopping counts at its rungs
 */
record Standards(
    boolean pause,
    String search,
    String stopping,
    String ashaVariant,
    int maxTrials,
    Resource searched,
    Resource stopped) {
  static final String LADDER = "ladder";
  static final String BOHB = "bohb";
  static final String PROMOTION = "promotion";
  private static final String ALGORITHM = "algorithm";

  /** The defaults of a file that says nothing. */
  static final Standards OF_NOTHING = of(new Mapping(Place.START, List.of()));

  /** The defaults of a file. */
  static Standards of(YamlNode root) {
    boolean resumable = !text(root, "training", "engine").equals("dl4j");
    String said = text(root, "search", "pause");
    boolean pause = said.isEmpty() ? resumable : !said.equalsIgnoreCase("false");
    boolean stopping = find(root, "early_stopping").filter(Standards::saysSomething).isPresent();
    String standard = pause && !stopping ? LADDER : "tpe";
    String named = text(root, "search", ALGORITHM);
    String search = named.isEmpty() ? standard : named;
    boolean ladder = search.equals(LADDER);
    boolean unlimited = text(root, "limits", "max_trials").equals(UnlimitedForm.WORD);
    return new Standards(
        resumable,
        standard,
        ladder ? "none" : search.equals(BOHB) ? "hyperband" : "asha",
        unlimited && pause ? PROMOTION : "optuna",
        ladder ? 100 : 20,
        resource(root, "search"),
        resource(root, "early_stopping"));
  }

  private static Resource resource(YamlNode root, String section) {
    return text(root, section, RungKeys.RESOURCE).equals("time") ? Resource.TIME : Resource.EPOCHS;
  }

  private static boolean saysSomething(YamlNode section) {
    return !(section instanceof Mapping mapping) || !mapping.entries().isEmpty();
  }

  private static Optional<YamlNode> find(YamlNode node, String key) {
    return node instanceof Mapping mapping ? mapping.find(key).map(Entry::value) : Optional.empty();
  }

  /** What stands behind a key of a section, empty where nothing does. */
  private static String text(YamlNode root, String section, String key) {
    return find(root, section)
        .flatMap(node -> find(node, key))
        .map(node -> find(node, "value").orElse(node))
        .filter(Scalar.class::isInstance)
        .map(node -> ((Scalar) node).text())
        .orElse("");
  }
}
