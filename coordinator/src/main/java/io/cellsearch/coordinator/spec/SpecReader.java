package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.form.ResolvedYaml;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.Place;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlReader;
import io.cellsearch.core.experiment.ExperimentSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads experiment files. */
public final class SpecReader {
  /** The longest experiment file. */
  public static final int MOST_BYTES = 1_000_000;

  private static final String DATA_PATH = "task.data";

  private final DataInspector inspector;
  private final String softwareVersion;
  private final CellLibrary library = CellLibrary.standard();

  /**
   * A reader.
   *
   * @param softwareVersion is written into resolved texts
   */
  public SpecReader(DataInspector inspector, String softwareVersion) {
    this.inspector = inspector;
    this.softwareVersion = softwareVersion;
  }

  /** Reads a file; every problem is found at once. */
  public SpecResult read(SpecSource source, DataCatalog catalog) {
    Findings findings = new Findings();
    Optional<String> text = SpecText.decode(source.bytes(), findings);
    Optional<YamlNode> root = text.flatMap(decoded -> YamlReader.read(decoded, findings));
    if (root.isEmpty() && findings.isEmpty()) {
      findings.add(Place.START, "", "must say what is learned, in a section task", "an empty file");
    }
    if (root.isEmpty()) {
      return new SpecResult.Invalid(problems(source, findings, List.of()));
    }
    return read(source, text.orElseThrow(), root.get(), new Found(findings, catalog));
  }

  private record Found(Findings findings, DataCatalog catalog) {}

  private SpecResult read(SpecSource source, String text, YamlNode root, Found found) {
    SpecForm form = form(source, text, root, found.catalog());
    Optional<Read<ExperimentSpec>> spec = form.read(root, Reading.root(found.findings()));
    Optional<DataInspection> data = form.task().map(this::inspect);
    List<Problem> ofData = data.map(DataInspection::problems).orElse(List.of());
    if (found.findings().isEmpty() && ofData.isEmpty() && spec.isPresent() && data.isPresent()) {
      ExperimentSpec value = spec.get().value();
      DataSet set = form.task().orElseThrow().data();
      return new SpecResult.Valid(
          new ResolvedSpec(value, resolvedText(spec.get()), set, data.get()));
    }
    return new SpecResult.Invalid(
        problems(source, found.findings(), place(ofData, source.fileName(), root)));
  }

  private SpecForm form(SpecSource source, String text, YamlNode root, DataCatalog catalog) {
    CellsForm cells = new CellsForm(library, text);
    Optional<YamlNode> model = section(root, "model");
    Map<String, CellDefinition> own =
        section(root, "cells").map(node -> cells.soundOnes(node)).orElse(Map.of());
    return new SpecForm(
        SpecName.ofFile(source.fileName()),
        Standards.of(root),
        TaskForms.task(catalog),
        ModelForm.of(cellChoice(library, own, CellsForm.names(root)), model),
        cells);
  }

  /** The library with a file's own cells. */
  static CellChoice cellChoice(
      CellLibrary library, Map<String, CellDefinition> own, List<String> ownNames) {
    List<String> known = new ArrayList<>(library.names());
    ownNames.stream().filter(name -> !known.contains(name)).forEach(known::add);
    Map<String, CellDefinition> sound = new LinkedHashMap<>();
    library.names().forEach(name -> sound.put(name, library.get(name)));
    own.forEach(sound::putIfAbsent);
    return new CellChoice(known, sound, List.of());
  }

  private static Optional<YamlNode> section(YamlNode root, String key) {
    return root instanceof Mapping mapping ? mapping.find(key).map(Entry::value) : Optional.empty();
  }

  private DataInspection inspect(BoundTask bound) {
    try {
      return inspector.inspect(bound.task(), bound.data());
    } catch (IOException e) {
      String name = bound.data().name();
      return DataInspection.broken(
          List.of(
              Problem.ofData(
                  name,
                  DATA_PATH,
                  "must be readable",
                  name + " (" + e.getMessage() + ")",
                  Optional.empty())));
    }
  }

  private static List<Problem> place(List<Problem> problems, String file, YamlNode root) {
    List<Problem> placed = new ArrayList<>();
    for (Problem problem : problems) {
      Place place = root.placeOf(problem.path());
      placed.add(
          problem.line() == 0 ? problem.placed(file, place.line(), place.column()) : problem);
    }
    return placed;
  }

  private static List<Problem> problems(
      SpecSource source, Findings findings, List<Problem> ofData) {
    List<Problem> all = new ArrayList<>(ofData);
    findings.all().forEach(finding -> all.add(Problem.of(source.fileName(), finding)));
    all.sort(
        Comparator.<Problem, Boolean>comparing(problem -> !problem.file().equals(source.fileName()))
            .thenComparing(Problem::file)
            .thenComparing(Problem::line)
            .thenComparing(Problem::column));
    return all;
  }

  private String resolvedText(Read<ExperimentSpec> spec) {
    return "# Resolved by Cellsearch "
        + softwareVersion
        + "\n"
        + ResolvedYaml.write((ObjectNode) spec.resolved());
  }
}
