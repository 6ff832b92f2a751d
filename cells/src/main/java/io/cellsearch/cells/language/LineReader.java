package io.cellsearch.cells.language;

import io.cellsearch.cells.language.Expression.Binary;
import io.cellsearch.cells.language.Expression.Call;
import io.cellsearch.cells.language.Expression.Name;
import io.cellsearch.cells.language.Expression.Negation;
import io.cellsearch.cells.language.Expression.Numeral;
import io.cellsearch.cells.language.Expression.Position;
import io.cellsearch.cells.language.Expression.Product;
import io.cellsearch.cells.language.Lexer.Kind;
import io.cellsearch.cells.language.Lexer.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one line by recursive descent: sum = term {(+|-) term}, term = factor {(*|/) factor},
 * factor = [-] atom, atom = number | (sum) | function(sum, …) | Matrix atom | name. The first
 * problem ends the line, not the text.
 */
final class LineReader {
  /** Ends the reading of a line; the problem is what counts. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    private final transient CellProblem problem;

    Broken(CellProblem problem) {
      super(problem.message(), null, false, false);
      this.problem = problem;
    }

    CellProblem problem() {
      return problem;
    }
  }

  /** One that separates attributes, not the arguments of a value. */
  private static final String COMMA = ",(?![^(]*\\))";

  /** Values are read by methods that call each other, on a stack that ends somewhere. */
  private static final int MOST_NESTED = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  LineReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean eat(char symbol) {
    if (!peek().is(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  void need(char symbol, String rule) throws Broken {
    if (!eat(symbol)) {
      throw broken(peek(), rule, "expected '" + symbol + "' but found " + found());
    }
  }

  String word(String rule) throws Broken {
    if (peek().kind() != Kind.WORD) {
      throw broken(peek(), rule, "expected a name but found " + found());
    }
    return take().text();
  }

  Optional<String> string() {
    return peek().kind() == Kind.STRING ? Optional.of(take().text()) : Optional.empty();
  }

  double signedNumber(String rule) throws Broken {
    boolean negative = eat('-');
    if (peek().kind() != Kind.NUMBER) {
      throw broken(peek(), rule, "expected a number but found " + found());
    }
    double value = Double.parseDouble(take().text());
    return negative ? -value : value;
  }

  void end() throws Broken {
    if (peek().kind() != Kind.END) {
      throw broken(peek(), "an operator must stand between two values", "unexpected " + found());
    }
  }

  String found() {
    return peek().kind() == Kind.END ? "the end of the line" : "'" + peek().text() + "'";
  }

  static Broken broken(Token token, String rule, String message) {
    Position where = token.at();
    return new Broken(
        new CellProblem(where.line(), where.column(), rule, message, Optional.empty()));
  }

  Expression sum() throws Broken {
    Expression left = term();
    while (peek().is('+') || peek().is('-')) {
      Token operator = take();
      left = new Binary(operator.at(), operator.text().charAt(0), left, term());
    }
    return left;
  }

  private Expression term() throws Broken {
    Expression left = factor();
    while (peek().is('*') || peek().is('/')) {
      Token operator = take();
      left = new Binary(operator.at(), operator.text().charAt(0), left, factor());
    }
    return left;
  }

  private Expression factor() throws Broken {
    Token token = peek();
    depth++;
    if (depth > MOST_NESTED) {
      throw broken(
          token, "values are nested at most " + MOST_NESTED + " deep", "this is nested deeper");
    }
    Expression value = eat('-') ? new Negation(token.at(), factor()) : atom();
    depth--;
    return value;
  }

  private Expression atom() throws Broken {
    Token token = take();
    if (token.is('(')) {
      Expression inner = sum();
      need(')', "parentheses come in pairs");
      return inner;
    }
    if (token.kind() == Kind.NUMBER) {
      return new Numeral(token.at(), Double.parseDouble(token.text()));
    }
    if (token.kind() != Kind.WORD) {
      String what = token.kind() == Kind.END ? "the end of the line" : "'" + token.text() + "'";
      throw broken(
          token,
          "a value is a number, a name, a function or a matrix and a vector",
          "expected a value but found " + what);
    }
    if (Character.isUpperCase(token.text().charAt(0))) {
      return new Product(token.at(), token.text(), attributes(), atom());
    }
    return peek().is('(') ? call(token) : name(token);
  }

  private Expression call(Token function) throws Broken {
    need('(', "a function has arguments");
    List<Expression> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (eat(','));
    need(')', "parentheses come in pairs");
    return new Call(function.at(), function.text(), arguments);
  }

  private Expression name(Token token) throws Broken {
    boolean primed = eat('\'');
    return new Name(token.at(), token.text(), primed, attributes());
  }

  private Map<String, String> attributes() throws Broken {
    if (peek().kind() != Kind.BRACES) {
      return Map.of();
    }
    Token braces = take();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : braces.text().split(COMMA, -1)) {
      String[] pair = part.split(":", 2);
      if (pair.length < 2 || pair[0].isBlank() || pair[1].isBlank()) {
        throw broken(
            braces, "attributes are written {key: value}", "cannot read '{" + braces.text() + "}'");
      }
      attributes.put(pair[0].strip(), pair[1].strip());
    }
    return attributes;
  }
}
