package io.cellsearch.cells.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
final class ParserTest {

  private static Arguments broken(String text, String... problems) {
    return Arguments.of(text, List.of(problems));
  }

  static List<Arguments> brokenTexts() {
    return List.of(
        broken(
            "state h\nh' = sigmod(W x + b)",
            "2:6: unknown function sigmod (the functions of this version are sigmoid, tanh, relu, softplus, exp, log,"
                + " sqrt, abs, max, min, where, stop, batchnorm, below, tick, clock, when); did you mean 'sigmoid'?"),
        broken(
            "state h, c\nh' = tanh(W x)",
            "1:10: state c is never written (every state gets a new value)"),
        broken(
            "state h\nh' = tanh(gate * h)\ngate = W x",
            "2:11: gate is assigned only later (a name is assigned before it is used, so that equations form no"
                + " cycle)"),
        broken(
            "state h\ngate = sigmoid(W x)\nh' = tanh(gaet * h)",
            "2:1: gate is never used (every name is used)",
            "3:11: unknown name gaet (a name is assigned or declared; vector parameters are one letter and digits);"
                + " did you mean 'gate'?"),
        broken(
            "state h\nh' = h'\n",
            "2:6: h' is assigned only later (a name is assigned before it is used, so that equations form no cycle)"),
        broken(
            "state h\nh' = W x\nh' = U h", "3:1: h' is assigned twice (a name is assigned once)"),
        broken(
            "state h\nh = W x\nh' = U h",
            "2:1: h is a state; write h' = … (the old value of a state cannot be assigned); did you mean 'h''?"),
        broken(
            "state h\ng' = W x\nh' = U h",
            "2:1: g is not a state (only the new value of a state is written with ')"),
        broken(
            "h = W x",
            "1:1: no state is declared (a cell has at least one state; the first is its output)",
            "1:1: h is never used (every name is used)"),
        broken("state h\nh' = max(W x)", "2:6: got 1 (max takes 2 arguments)"),
        broken(
            "state h\nh' = W x U h",
            "2:10: unexpected 'U' (an operator must stand between two values)"),
        broken(
            "state h\nh' = tanh(W x",
            "2:14: expected ')' but found the end of the line (parentheses come in pairs)"),
        broken(
            "state h\nh' = W x +",
            "2:11: expected a value but found the end of the line (a value is a number, a name, a function or a matrix and a vector)"),
        broken(
            "state h\nh' = 1.2.3 * W x",
            "2:6: '1.2.3' is not a number (a number is written like 0.5 or 1e-3)"),
        broken(
            "state h\nh' = W x; U h",
            "2:9: unexpected ';' (only letters, digits and + - * / = ( ) , ' { } # may stand here)"),
        broken(
            "state h\nh' = W x + b{init: ortogonal}",
            "2:12: unknown initialiser ortogonal (init is a number, a declared number or one of glorot-uniform, lecun-uniform, orthogonal, identity, uniform(low, high), zero, forget_bias); did you mean 'orthogonal'?"),
        broken(
            "state h\nh' = W{inti: zero} x",
            "2:6: unknown attribute inti (attributes are clamp, init, mask); did you mean 'init'?"),
        broken(
            "state h\noption peephole = true\nh' = W x + peephole * h",
            "3:12: peephole is true or false, not a number (a switch stands only in when(switch, value))"),
        broken(
            "state h\noption peephole = true\nh' = W x + when(pephole, p * h)",
            "2:8: peephole is never used (every name is used)",
            "3:17: no such switch (when begins with a switch that an option line declares); did you mean 'peephole'?"),
        broken(
            "state h\nh' = tick(1.5) * W x",
            "2:11: cannot use this period (a tick's period is a whole number from 1)"),
        broken(
            "state h\nconstant h = 1\nh' = W x",
            "2:10: h is declared twice (a name is declared once)"),
        broken(
            "state x\nx' = W x",
            "1:7: x is reserved (words of the language cannot be names)",
            "2:1: x is not a state (only the new value of a state is written with ')",
            "1:1: no state is declared (a cell has at least one state; the first is its output)"),
        broken(
            "state h\nh' = W 2",
            "2:8: W cannot multiply a number (a matrix is followed by a vector)"),
        broken(
            "state h\nh' = batchnorm(U h)",
            "2:16: cannot normalise this (batchnorm takes one matrix times x: its mean is over all steps, which only the input knows beforehand)"),
        broken(
            "state h, cell2\ncell2' = W x\nh' = below(cel2)",
            "3:12: no such state (below is followed by a state, without '); did you mean 'cell2'?"),
        broken(
            "state h\noption groups = 4\nh' = clock(group) * W x",
            "2:8: groups is never used (every name is used)",
            "3:12: cannot use these groups (a clock's groups are a whole number from 1 or a declared number); did you mean 'groups'?"),
        broken(
            "state h\nh' = W x + U{mask: upper-blocks(0)} h + U2{mask: lower(2)} h",
            "2:12: cannot use 0 as groups (groups is a whole number from 1 or a declared number)",
            "2:41: unknown mask lower(2) (mask is upper-blocks(groups)); did you mean 'upper-blocks'?"),
        broken(
            "state h\nh' = W x + u{clamp: 2^(1/t)} * h + v{init: uniform(1, 0)} * h",
            "2:12: cannot clamp to 2^(1/t) (clamp is a positive number or number^(1/T))",
            "2:36: cannot draw from uniform(1, 0) (uniform(low, high) has low < high)"),
        broken(
            "state h\nh' = W{gate: input} x + b{gate: forgot}",
            "2:6: unknown attribute gate (attributes are clamp, init, mask)",
            "2:25: unknown gate forgot (gate is forget or input); did you mean 'forget'?"));
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void everyProblemNamesPlaceRuleAndTheNearestName(String text, List<String> problems) {
    CellException thrown =
        catchThrowableOfType(CellException.class, () -> Parser.parse("mine", text));

    assertThat(thrown).as("no problem was found").isNotNull();
    assertThat(thrown.problems().stream().map(CellProblem::toString))
        .containsExactlyInAnyOrderElementsOf(problems);
  }

  static List<Arguments> textsBeyondAllMeasure() {
    String values = "values are nested at most 100 deep";
    String words = "a cell has at most 2000 words and signs";
    return List.of(
        Arguments.of("(".repeat(150) + "h" + ")".repeat(150), values),
        Arguments.of("-".repeat(1_000) + "h", values),
        Arguments.of("tanh(".repeat(150) + "h" + ")".repeat(150), values),
        Arguments.of("h" + " + h".repeat(1_000), words),
        Arguments.of("h" + " * h".repeat(1_000), words),
        Arguments.of("h" + "+h".repeat(10_000), "a cell has at most 20000 characters"),
        Arguments.of("@".repeat(100_000), "a cell has at most 20000 characters"));
  }

  /** They would exhaust the stack, or the memory with one problem for each of their letters. */
  @ParameterizedTest
  @MethodSource("textsBeyondAllMeasure")
  void aTextBeyondAllMeasureIsOneProblem(String right, String rule) {
    CellException thrown =
        catchThrowableOfType(
            CellException.class, () -> Parser.parse("cell", "state h\nh' = " + right));

    assertThat(thrown.problems()).hasSize(1);
    assertThat(thrown.problems().get(0).rule()).isEqualTo(rule);
  }

  @Test
  void aCellOfAThousandTermsIsReadAsAnyOther() {
    // 6 words and signs before the sum goes on, and 990 times two.
    String text = "state h\nh' = h" + " + h".repeat(990);

    assertThat(Parser.parse("cell", text).statements()).hasSize(2);
  }

  @Test
  void allProblemsOfATextComeAtOnceInItsOrder() {
    CellException thrown =
        catchThrowableOfType(
            CellException.class,
            () -> Parser.parse("mine", "state h, q\nh' = thanh(W x) + foo\nunused = h"));

    assertThat(thrown.problems().stream().map(p -> p.line() + ":" + p.column()))
        .containsExactly("1:10", "2:6", "2:19", "3:1");
  }

  @Test
  void commentsBlankLinesAndWindowsLineEndsAreRead() {
    CellSyntax cell =
        Parser.parse("mine", "# a comment\r\n\r\nstate h # the output\r\nh' = W x\r\n");

    assertThat(cell.name()).isEqualTo("mine");
    assertThat(cell.statements()).hasSize(2);
  }
}
