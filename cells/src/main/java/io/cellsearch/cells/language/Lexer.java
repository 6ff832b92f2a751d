package io.cellsearch.cells.language;

import io.cellsearch.cells.language.Expression.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts one line of a cell's text into tokens; a comment runs from # to the end. */
final class Lexer {
  /** The kinds of tokens. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    BRACES,
    SYMBOL,
    END
  }

  /** A token and where it begins; of strings and braces the text is what stands within. */
  record Token(Kind kind, String text, Position at) {
    boolean is(char symbol) {
      return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }
  }

  private static final String SYMBOLS = "+-*/=(),'";

  private final String line;
  private final int number;
  private final List<CellProblem> problems;
  private int at;

  private Lexer(String line, int number, List<CellProblem> problems) {
    this.line = line;
    this.number = number;
    this.problems = problems;
  }

  /** The tokens of a line, closed by an END; what cannot be read is reported and left out. */
  static List<Token> tokens(String line, int number, List<CellProblem> problems) {
    return new Lexer(line, number, problems).all();
  }

  private List<Token> all() {
    List<Token> tokens = new ArrayList<>();
    while (at < line.length() && line.charAt(at) != '#') {
      char c = line.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else {
        next(c).ifPresent(tokens::add);
      }
    }
    tokens.add(new Token(Kind.END, "", new Position(number, at + 1)));
    return tokens;
  }

  private Optional<Token> next(char c) {
    int begin = at;
    if (isLetter(c)) {
      while (at < line.length() && (isLetter(line.charAt(at)) || isDigit(line.charAt(at)))) {
        at++;
      }
      return Optional.of(token(Kind.WORD, begin, at));
    }
    if (isDigit(c) || c == '.') {
      return Optional.of(number(begin));
    }
    if (c == '"' || c == '{') {
      return enclosed(c == '"' ? Kind.STRING : Kind.BRACES, c == '"' ? '"' : '}');
    }
    at++;
    if (SYMBOLS.indexOf(c) >= 0) {
      return Optional.of(token(Kind.SYMBOL, begin, at));
    }
    problem(
        begin,
        "only letters, digits and + - * / = ( ) , ' { } # may stand here",
        "unexpected '" + c + "'");
    return Optional.empty();
  }

  private Token number(int begin) {
    while (at < line.length() && (isDigit(line.charAt(at)) || line.charAt(at) == '.')) {
      at++;
    }
    if (at < line.length() && (line.charAt(at) == 'e' || line.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < line.length() && "+-".indexOf(line.charAt(exponent)) >= 0) {
        exponent++;
      }
      if (exponent < line.length() && isDigit(line.charAt(exponent))) {
        at = exponent;
        while (at < line.length() && isDigit(line.charAt(at))) {
          at++;
        }
      }
    }
    Token token = token(Kind.NUMBER, begin, at);
    if (!token.text().matches("([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
      problem(
          begin, "a number is written like 0.5 or 1e-3", "'" + token.text() + "' is not a number");
      return new Token(Kind.NUMBER, "0", token.at());
    }
    return token;
  }

  private Optional<Token> enclosed(Kind kind, char closing) {
    int begin = at;
    int end = line.indexOf(closing, begin + 1);
    if (end < 0) {
      problem(begin, "what is opened must be closed on the same line", "no closing " + closing);
      at = line.length();
      return Optional.empty();
    }
    at = end + 1;
    return Optional.of(
        new Token(kind, line.substring(begin + 1, end), new Position(number, begin + 1)));
  }

  private Token token(Kind kind, int begin, int end) {
    return new Token(kind, line.substring(begin, end), new Position(number, begin + 1));
  }

  private void problem(int begin, String rule, String message) {
    problems.add(new CellProblem(number, begin + 1, rule, message, Optional.empty()));
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
