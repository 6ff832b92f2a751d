package io.cellsearch.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Symbolic gradients against central differences. */
@Tag("unit")
final class GradientTest {
  private static final double EPSILON = 1e-6;

  /** Every cell of the library, and cells that use each function of the language once. */
  static List<CellDefinition> cells() {
    List<CellDefinition> cells = new ArrayList<>();
    CellLibrary.standard().names().forEach(name -> cells.add(CellLibrary.standard().get(name)));
    cells.add(
        CellDefinition.parse(
            "everything",
            """
            state h, c, m
            constant beta = 0.5
            a  = softplus(W x + U2 h + U h - beta) / (1 + exp(-x))
            k  = log(2 + abs(W x)) + sqrt(1.5 + sigmoid(U h + b))
            m' = max(a + m, W x)
            d  = min(a, p * k) * where(W x, relu(U c + b), -tanh(v * h))
            c' = tick(2) * d + (1 - tick(2)) * c - (beta - (beta - d)) / 2
            h' = tanh(c') + 0.1 * m' * d + U tanh(x)
            """));
    cells.add(
        CellDefinition.parse(
            "normalised",
            """
            state h
            h' = tanh(batchnorm(W x) + U h) * sigmoid(batchnorm(V x) + W x)
            """));
    cells.add(
        CellDefinition.parse(
            "matrices-on-parameters",
            """
            state h
            k  = p * W x
            h' = tanh(W x + U q + V tick(2) + U2 (r * h) + U k)
            """));
    return cells;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void equalCentralDifferencesWhereTheInputIsAsLongAsTheState(CellDefinition cell) {
    check(cell, 3, 3);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void equalCentralDifferencesWhereTheInputIsShorterThanTheState(CellDefinition cell) {
    check(cell, 2, 3);
  }

  @Test
  void stopLetsNoGradientThrough() {
    Cell cell =
        CellDefinition.parse("stopped", "state h\nh' = stop(W x) * tanh(U h + V x)")
            .instantiate(CellOptions.STANDARD);
    Interpreter run = new Interpreter(cell, 3, 2, 4, 4, new SplittableRandom(7));
    run.forward();
    run.backward();

    assertThat(run.gradients.get("h.W.x")).containsOnly(0.0);
    assertThat(run.gradients.get("h.V.x")).doesNotContain(0.0);
  }

  private static void check(CellDefinition definition, int inputs, int units) {
    Cell cell = definition.instantiate(options(definition), inputs, units);
    Interpreter run = new Interpreter(cell, 5, 2, inputs, units, new SplittableRandom(7));
    run.forward();
    run.backward();
    run.parameters.forEach(
        (id, values) -> {
          double[] symbolic = run.gradients.get(id).clone();
          for (int i = 0; i < values.length; i++) {
            compare(run, values, i, symbolic[i], id);
          }
        });
    for (int t = 0; t < run.x.length; t++) {
      compare(run, run.x[t][1], 0, run.dx[t][1][0], "x at " + t);
    }
  }

  /** Three groups where a cell has groups. */
  private static CellOptions options(CellDefinition cell) {
    boolean groups = cell.numbers().containsKey("groups");
    return new CellOptions(Map.of(), groups ? Map.of("groups", 3.0) : Map.of());
  }

  private static void compare(
      Interpreter run, double[] values, int i, double symbolic, String what) {
    double old = values[i];
    values[i] = old + EPSILON;
    double above = run.forward();
    values[i] = old - EPSILON;
    double below = run.forward();
    values[i] = old;
    double numeric = (above - below) / (2 * EPSILON);
    // Central differences of a loss of about 1 carry an error of about 1e-16 / 1e-6 = 1e-10.
    double error =
        Math.abs(numeric - symbolic) / Math.max(1e-2, Math.abs(numeric) + Math.abs(symbolic));
    assertThat(error)
        .as("gradient of %s[%d]: %s against %s", what, i, symbolic, numeric)
        .isLessThan(1e-6);
  }
}
