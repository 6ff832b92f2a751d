package io.cellsearch.cells;

import io.cellsearch.cells.language.CellSyntax;
import io.cellsearch.cells.language.CellSyntax.NumberOption;
import io.cellsearch.cells.language.CellSyntax.State;
import io.cellsearch.cells.language.CellSyntax.SwitchOption;
import io.cellsearch.cells.language.Parser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cell as its author wrote it, read and checked; its options are still open. */
public final class CellDefinition {
  /**
   * The forget bias of a cell that names it as an initialiser without an option line (Jozefowicz et
   * al. 2015).
   */
  static final double STANDARD_FORGET_BIAS = 1;

  private final CellSyntax syntax;
  private final String source;

  private CellDefinition(CellSyntax syntax, String source) {
    this.syntax = syntax;
    this.source = source;
  }

  /**
   * Reads a cell.
   *
   * @param standardName the name where the text has no {@code cell} line
   * @throws io.cellsearch.cells.language.CellException with every problem of the text
   */
  public static CellDefinition parse(String standardName, String text) {
    return new CellDefinition(Parser.parse(standardName, text), text);
  }

  public String name() {
    return syntax.name();
  }

  /** What the cell is called in the literature; may be empty. */
  public String title() {
    return syntax.title();
  }

  /** Author, year; may be empty. */
  public String citation() {
    return syntax.citation();
  }

  /** The text that was read. */
  public String source() {
    return source;
  }

  /** The states in the order of the text; the first one is the output. */
  public List<String> states() {
    return syntax.all(State.class).stream().map(State::name).toList();
  }

  /** Switches that an experiment may set, with their defaults. */
  public Map<String, Boolean> switches() {
    Map<String, Boolean> switches = new LinkedHashMap<>();
    syntax
        .all(SwitchOption.class)
        .forEach(option -> switches.put(option.name(), option.standard()));
    return Collections.unmodifiableMap(switches);
  }

  /** Numbers that an experiment may set, with their defaults. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    syntax.all(NumberOption.class).forEach(option -> numbers.put(option.name(), option.standard()));
    if (toText().contains("init: forget_bias")) {
      numbers.putIfAbsent("forget_bias", STANDARD_FORGET_BIAS);
    }
    return Collections.unmodifiableMap(numbers);
  }

  /** The text in a canonical form, which reads back as the same cell. */
  public String toText() {
    return TextPrinter.print(syntax);
  }

  /** The equations as a LaTeX {@code aligned} block. */
  public String toLatex() {
    return LatexPrinter.print(syntax);
  }

  /** The cell for a first layer whose input is as long as its state. */
  public Cell instantiate(CellOptions options) {
    return Elaborator.elaborate(this, options, Elaborator.Position.FIRST);
  }

  /**
   * The cell for a first layer of given sizes: where the input is used elementwise and is not as
   * long as the state, it is projected by a matrix {@code project.P.x} first.
   *
   * @throws IllegalArgumentException for an option that the cell does not have, and for units that
   *     its groups do not divide
   */
  public Cell instantiate(CellOptions options, int inputs, int units) {
    Elaborator.Position position =
        inputs == units ? Elaborator.Position.FIRST : Elaborator.Position.FIRST_PROJECTING;
    return Elaborator.elaborate(this, options, position).requireUnits(units);
  }

  /**
   * The cell for a layer above another one, whose states it may read.
   *
   * @throws IllegalArgumentException as {@link #instantiate}
   */
  public Cell instantiateAbove(CellOptions options, int units) {
    return Elaborator.elaborate(this, options, Elaborator.Position.ABOVE).requireUnits(units);
  }

  CellSyntax syntax() {
    return syntax;
  }

  /** Equal are two of the same name and text. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CellDefinition cell
        && cell.name().equals(name())
        && cell.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
