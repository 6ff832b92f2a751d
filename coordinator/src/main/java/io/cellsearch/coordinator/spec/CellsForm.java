package io.cellsearch.coordinator.spec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cellsearch.cells.CellDefinition;
import io.cellsearch.cells.CellLibrary;
import io.cellsearch.cells.language.CellException;
import io.cellsearch.cells.language.CellProblem;
import io.cellsearch.coordinator.spec.form.Form;
import io.cellsearch.coordinator.spec.form.Read;
import io.cellsearch.coordinator.spec.form.Reading;
import io.cellsearch.coordinator.spec.yaml.Findings;
import io.cellsearch.coordinator.spec.yaml.Place;
import io.cellsearch.coordinator.spec.yaml.YamlNode;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Entry;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Mapping;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Scalar;
import io.cellsearch.coordinator.spec.yaml.YamlNode.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The section cells: the user's own cells by name. */
final class CellsForm implements Form<Map<String, CellDefinition>> {
  private static final String NAME = "[a-z][a-z0-9-]{0,39}";
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);

  private final CellLibrary library;
  private final List<String> lines;

  /**
   * The form for one file.
   *
   * @param text of the whole file, in which the problems of a cell are placed
   */
  CellsForm(CellLibrary library, String text) {
    this.library = library;
    this.lines = text.lines().toList();
  }

  /** Every name of the section, those of broken cells too. */
  static List<String> names(YamlNode root) {
    return root instanceof Mapping file
            && file.find("cells").map(Entry::value).orElse(root) instanceof Mapping cells
            && cells != root
        ? cells.entries().stream().map(Entry::key).toList()
        : List.of();
  }

  /** The cells without problems, and no word about the others. */
  Map<String, CellDefinition> soundOnes(YamlNode node) {
    Map<String, CellDefinition> sound = new LinkedHashMap<>();
    if (node instanceof Mapping cells) {
      Reading quiet = Reading.root(new Findings());
      for (Entry entry : cells.entries()) {
        cell(entry, quiet.child(entry.key())).ifPresent(cell -> sound.put(entry.key(), cell));
      }
    }
    return sound;
  }

  @Override
  public Optional<Read<Map<String, CellDefinition>>> read(YamlNode node, Reading at) {
    if (!(node instanceof Mapping cells)) {
      at.refuse(node, "must be a mapping from names to equations");
      return Optional.empty();
    }
    Map<String, CellDefinition> sound = new LinkedHashMap<>();
    ObjectNode resolved = JsonNodeFactory.instance.objectNode();
    for (Entry entry : cells.entries()) {
      cell(entry, at.child(entry.key()))
          .ifPresent(
              cell -> {
                sound.put(entry.key(), cell);
                resolved.put(entry.key(), cell.source());
              });
    }
    return sound.size() == cells.entries().size()
        ? Optional.of(new Read<>(sound, resolved))
        : Optional.empty();
  }

  private Optional<CellDefinition> cell(Entry entry, Reading at) {
    String name = entry.key();
    boolean named = hasSoundName(entry, at);
    if (!(entry.value() instanceof Scalar scalar)
        || (scalar.style() != Style.LITERAL && scalar.style() != Style.QUOTED)) {
      at.refuse(
          entry.value(),
          "must be lines of equations behind |",
          Optional.of("write `" + at.last() + ": |` and the equations on the lines below"));
      return Optional.empty();
    }
    try {
      CellDefinition cell = CellDefinition.parse(name, scalar.text());
      if (!cell.name().equals(name)) {
        at.refuse(scalar.place(), "must say the name of its key", cell.name(), Optional.empty());
        return Optional.empty();
      }
      return named ? Optional.of(cell) : Optional.empty();
    } catch (CellException e) {
      e.problems().forEach(problem -> report(problem, scalar, at));
      return Optional.empty();
    }
  }

  private boolean hasSoundName(Entry entry, Reading at) {
    if (!NAME_PATTERN.matcher(entry.key()).matches()) {
      String rule = "must be a name of lower-case letters, digits and dashes, at most 40";
      at.refuse(entry.place(), rule, at.last(), Optional.empty());
      return false;
    }
    if (library.find(entry.key()).isPresent()) {
      String rule = "must not have the name of a cell that comes with the program";
      at.refuse(entry.place(), rule, at.last(), Optional.empty());
      return false;
    }
    return true;
  }

  private void report(CellProblem problem, Scalar text, Reading at) {
    at.refuse(
        place(problem, text),
        "must follow the rule `" + problem.rule() + "`",
        "a fault: " + problem.message(),
        problem.suggestion().map(name -> "did you mean " + name + "?"));
  }

  /** Lines of a literal block stand one for one in the file, each shifted by its indentation. */
  private Place place(CellProblem problem, Scalar scalar) {
    int line = scalar.place().line() + problem.line();
    if (scalar.style() != Style.LITERAL || line > lines.size()) {
      return scalar.place();
    }
    String raw = lines.get(line - 1);
    String content = scalar.text().lines().skip(problem.line() - 1L).findFirst().orElse("");
    int indentation = Math.max(0, raw.length() - content.length());
    return new Place(line, indentation + problem.column());
  }

  @Override
  public ObjectNode schema() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    ObjectNode schema = nodes.objectNode().put("type", "object");
    schema.set("propertyNames", nodes.objectNode().put("pattern", "^" + NAME + "$"));
    schema.set("additionalProperties", nodes.objectNode().put("type", "string"));
    return schema;
  }
}
