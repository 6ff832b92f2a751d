package io.cellsearch.cells.language;

import io.cellsearch.cells.language.CellSyntax.Constant;
import io.cellsearch.cells.language.CellSyntax.Equation;
import io.cellsearch.cells.language.CellSyntax.NumberOption;
import io.cellsearch.cells.language.CellSyntax.State;
import io.cellsearch.cells.language.CellSyntax.Statement;
import io.cellsearch.cells.language.CellSyntax.SwitchOption;
import io.cellsearch.cells.language.Lexer.Kind;
import io.cellsearch.cells.language.Lexer.Token;
import io.cellsearch.cells.language.LineReader.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a cell's text into its tree and checks it against every rule of the language. */
public final class Parser {
  /** Thirty times what the largest cell of the library has; more could exhaust a server. */
  private static final int MOST_CHARACTERS = 20_000;

  /** Trees are walked by methods that call themselves, on a stack that ends somewhere. */
  private static final int MOST_TOKENS = 2_000;

  private final List<CellProblem> problems = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private String name;
  private String title = "";
  private String citation = "";
  private int tokensRead;

  private Parser(String name) {
    this.name = name;
  }

  /**
   * The tree of a text.
   *
   * @param standardName the cell's name where the text has no {@code cell} line
   * @throws CellException with every problem of the text
   */
  public static CellSyntax parse(String standardName, String text) {
    Parser parser = new Parser(standardName);
    if (text.length() > MOST_CHARACTERS) {
      throw new CellException(List.of(tooLong(1, MOST_CHARACTERS + " characters")));
    }
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      parser.line(lines[i], i + 1);
    }
    CellSyntax syntax =
        new CellSyntax(parser.name, parser.title, parser.citation, parser.statements);
    // Rules about names mislead where lines could not be read at all.
    if (parser.problems.isEmpty()) {
      parser.problems.addAll(Rules.check(syntax));
    }
    if (!parser.problems.isEmpty()) {
      throw new CellException(parser.problems);
    }
    return syntax;
  }

  private void line(String line, int number) {
    int before = problems.size();
    List<Token> tokens = Lexer.tokens(line, number, problems);
    // The last one is the end of the line.
    tokensRead += tokens.size() - 1;
    if (tokensRead > MOST_TOKENS) {
      throw new CellException(List.of(tooLong(number, MOST_TOKENS + " words and signs")));
    }
    if (tokens.size() == 1 || problems.size() > before) {
      return;
    }
    try {
      statement(new LineReader(tokens));
    } catch (Broken broken) {
      problems.add(broken.problem());
    }
  }

  private static CellProblem tooLong(int line, String most) {
    return new CellProblem(
        line, 1, "a cell has at most " + most, "the text has more", Optional.empty());
  }

  private void statement(LineReader line) throws Broken {
    Token first = line.peek();
    String word = line.word("a line is a declaration or an equation");
    boolean equation = line.peek().is('=') || line.peek().is('\'');
    switch (equation ? "" : word) {
      case "cell" -> header(line);
      case "state" -> states(line);
      case "constant" -> {
        Token at = line.peek();
        String constant = assigned(line, "a constant is written: constant name = number");
        statements.add(
            new Constant(at.at(), constant, line.signedNumber("a constant is a number")));
      }
      case "option" -> option(line);
      default -> {
        boolean primed = line.eat('\'');
        line.need('=', "a line is written: name = value");
        statements.add(new Equation(first.at(), word, primed, line.sum()));
      }
    }
    line.end();
  }

  private void header(LineReader line) throws Broken {
    StringBuilder written = new StringBuilder(line.word("a cell has a name"));
    while (line.eat('-')) {
      Token part = line.take();
      if (part.kind() != Kind.WORD && part.kind() != Kind.NUMBER) {
        throw LineReader.broken(
            part, "a cell's name is made of words and -", "cannot read the name");
      }
      written.append('-').append(part.text());
    }
    name = written.toString();
    title = line.string().orElse("");
    if (line.peek().kind() == Kind.WORD && line.peek().text().equals("cites")) {
      line.take();
      Token source = line.peek();
      Optional<String> cited = line.string();
      citation =
          cited.orElseThrow(
              () ->
                  LineReader.broken(source, "cites is followed by a text in quotes", "no source"));
    }
  }

  private void states(LineReader line) throws Broken {
    do {
      Token at = line.peek();
      statements.add(new State(at.at(), line.word("state is followed by names")));
    } while (line.eat(','));
  }

  private void option(LineReader line) throws Broken {
    Token at = line.peek();
    String option = assigned(line, "an option is written: option name = default");
    Token value = line.peek();
    if (value.kind() == Kind.WORD
        && (value.text().equals("true") || value.text().equals("false"))) {
      line.take();
      statements.add(new SwitchOption(at.at(), option, value.text().equals("true")));
    } else {
      double number = line.signedNumber("an option's default is true, false or a number");
      statements.add(new NumberOption(at.at(), option, number));
    }
  }

  private static String assigned(LineReader line, String rule) throws Broken {
    String name = line.word(rule);
    line.need('=', rule);
    return name;
  }
}
