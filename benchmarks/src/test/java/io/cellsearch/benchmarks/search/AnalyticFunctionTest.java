package io.cellsearch.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.core.space.ParameterValue;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class AnalyticFunctionTest {

  private static double at(AnalyticFunction function, Map<String, ParameterValue> values) {
    return function.value(
        function
            .space()
            .configure(
                parameter -> values.getOrDefault(parameter.path(), new ParameterValue.Real(0))));
  }

  private static ParameterValue real(double value) {
    return new ParameterValue.Real(value);
  }

  @Test
  void braninIsLeastAtItsThreeMinima() {
    for (double[] minimum :
        new double[][] {{-Math.PI, 12.275}, {Math.PI, 2.275}, {9.42478, 2.475}}) {
      assertThat(at(AnalyticFunction.BRANIN, Map.of("x", real(minimum[0]), "y", real(minimum[1]))))
          .isCloseTo(AnalyticFunction.BRANIN.least(), within(1e-6));
    }
  }

  @Test
  void hartmannIsLeastAtItsMinimum() {
    double[] minimum = {0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573};
    Map<String, ParameterValue> values = new HashMap<>();
    for (int d = 0; d < 6; d++) {
      values.put("x" + d, real(minimum[d]));
    }
    assertThat(at(AnalyticFunction.HARTMANN, values))
        .isCloseTo(AnalyticFunction.HARTMANN.least(), within(1e-5));
  }

  @Test
  void theMixedOneIsLeastInItsLastCell() {
    ParameterValue on = new ParameterValue.Text("on");
    ParameterValue cell = new ParameterValue.Text("mgu");
    ParameterValue rate = real(Math.pow(10, -1.5));
    assertThat(
            at(
                AnalyticFunction.MIXED,
                Map.of("cell", cell, "peephole", on, "scale", real(.7), "rate", rate)))
        .isCloseTo(AnalyticFunction.MIXED.least(), within(1e-12));
  }
}
