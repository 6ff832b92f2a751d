package io.cellsearch.cells;

import io.cellsearch.cells.language.CellException;
import io.cellsearch.cells.language.CellProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cells that an experiment may name: those that come with the program, and the user's own. */
public final class CellLibrary {
  private static final CellLibrary STANDARD = load();

  private final Map<String, CellDefinition> cells;

  private CellLibrary(Map<String, CellDefinition> cells) {
    this.cells = Collections.unmodifiableMap(cells);
  }

  /** The cells that come with the program. */
  public static CellLibrary standard() {
    return STANDARD;
  }

  /**
   * This library with more cells; a user's cell may not take a name that is taken.
   *
   * @param texts equations by the cell's name; a {@code cell} line is not needed
   * @throws CellException with every problem of the first text that has one
   */
  public CellLibrary with(Map<String, String> texts) {
    Map<String, CellDefinition> all = new LinkedHashMap<>(cells);
    texts.forEach(
        (name, text) -> {
          CellDefinition cell = CellDefinition.parse(name, text);
          if (!cell.name().equals(name)) {
            throw refused("a cell's name equals its key", "the text names it " + cell.name());
          }
          if (all.putIfAbsent(name, cell) != null) {
            throw refused("a cell's name is not taken", name + " is in the library already");
          }
        });
    return new CellLibrary(all);
  }

  /** The names in the order of the library. */
  public List<String> names() {
    return new ArrayList<>(cells.keySet());
  }

  /** The cell of that name. */
  public Optional<CellDefinition> find(String name) {
    return Optional.ofNullable(cells.get(name));
  }

  /** The cell of that name, which must be there. */
  public CellDefinition get(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no cell " + name + "; there are " + names()));
  }

  private static CellException refused(String rule, String message) {
    return new CellException(List.of(new CellProblem(1, 1, rule, message, Optional.empty())));
  }

  private static CellLibrary load() {
    Map<String, CellDefinition> cells = new LinkedHashMap<>();
    for (String name : read("index").split("\n")) {
      cells.put(name, CellDefinition.parse(name, read(name + ".cell")));
    }
    return new CellLibrary(cells);
  }

  private static String read(String file) {
    try (InputStream in = CellLibrary.class.getResourceAsStream("library/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the library's " + file + " cannot be read", e);
    }
  }
}
