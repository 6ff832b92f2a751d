package io.cellsearch.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cellsearch.cells.graph.Graph;
import io.cellsearch.cells.graph.Node;
import io.cellsearch.cells.language.CellException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class CellLibraryTest {

  /** With d = 5 and n = 7: n(d + n + 1) = 91, n(d + 1) = 42. */
  @ParameterizedTest
  @CsvSource({
    "rnn-tanh, 91",
    "rnn-relu, 91",
    "lstm, 364", // 4 * 91
    "lstm-peephole, 385", // 4 * 91 + 3 * 7
    "lstm-nig, 287", // 3 * 91 + 2 * 7
    "lstm-nfg, 287",
    "lstm-nog, 287",
    "lstm-niaf, 385", // as lstm-peephole
    "lstm-noaf, 385",
    "lstm-cifg, 287", // 3 * 91 + 2 * 7
    "lstm-fgr, 826", // 385 + 9 * 49
    "lstm-coupled, 273", // 3 * 91
    "gru, 273", // 3 * 91
    "gru-reset-after, 280", // 3 * 91 + 7
    "mgu, 182", // 2 * 91
    "mut1, 224", // 2 * 35 + 2 * 49 + 3 * 7, and 35 for the projection of x
    "mut2, 273", // 2 * 35 + 3 * 49 + 3 * 7, and 35
    "mut3, 273", // 3 * 91
    "ugrnn, 182", // 2 * 91
    "janet, 182",
    "indrnn, 49", // 7 * 7
    "sru, 168", // 3 * 35 + 4 * 7, and 35 for the projection of x
    "li-gru, 196", // 2 * 7 * 12, and a scale and a shift for each of 2 * 7 units
    "depth-gated, 364", // in the first layer as lstm
    "mingru, 84", // 2 * 42
    "minlstm, 126", // 3 * 42
    "slstm, 364", // 4 * 91
    "lem, 364"
  })
  void countsAreThoseOfTheTable(String name, long count) {
    Cell cell = CellLibrary.standard().get(name).instantiate(CellOptions.STANDARD, 5, 7);

    assertThat(cell.parameterCount(5, 7)).isEqualTo(count);
  }

  /** With d = n = 7: n² = 49, 3n = 21. */
  @ParameterizedTest
  @CsvSource({
    "mut1, 217", // 4 * 49 + 21
    "mut2, 266", // 5 * 49 + 21
    "mut3, 315", // 6 * 49 + 21
    "sru, 175" // 3 * 49 + 28
  })
  void anInputAsLongAsTheStateIsNotProjected(String name, long count) {
    Cell cell = CellLibrary.standard().get(name).instantiate(CellOptions.STANDARD, 7, 7);

    assertThat(cell.parameterCount(7, 7)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"false, false, false, 364", "true, false, false, 371", "false, true, true, 378"})
  void aPeepholeThatIsSwitchedOffHasNoParameters(boolean i, boolean f, boolean o, long count) {
    CellOptions options =
        new CellOptions(Map.of("peephole_i", i, "peephole_f", f, "peephole_o", o), Map.of());

    Cell cell = CellLibrary.standard().get("lstm-peephole").instantiate(options, 5, 7);

    assertThat(cell.parameterCount(5, 7)).isEqualTo(count);
  }

  /** With d = 5, n = 12 and g groups: n(d + 1) + n²(g + 1) / 2g = 72 + 72 + 72 / g. */
  @ParameterizedTest
  @CsvSource({"1, 216", "2, 180", "3, 168", "4, 162", "6, 156"})
  void aGroupOfClockworkReadsItselfAndSlowerOnesOnly(int groups, long count) {
    CellOptions options = new CellOptions(Map.of(), Map.of("groups", (double) groups));

    Cell cell = CellLibrary.standard().get("clockwork").instantiate(options, 5, 12);

    assertThat(cell.parameterCount(5, 12)).isEqualTo(count);
  }

  @Test
  void theGateOfADepthGatedCellIsThereFromTheSecondLayerOn() {
    CellDefinition definition = CellLibrary.standard().get("depth-gated");

    Cell first = definition.instantiate(CellOptions.STANDARD, 7, 7);
    Cell second = definition.instantiateAbove(CellOptions.STANDARD, 7);
    long lstm =
        CellLibrary.standard()
            .get("lstm")
            .instantiate(CellOptions.STANDARD, 7, 7)
            .parameterCount(7, 7);

    assertThat(first.parameterCount(7, 7)).isEqualTo(lstm);
    // and n d + 3 n with d = n = 7
    assertThat(second.parameterCount(7, 7)).isEqualTo(lstm + 49 + 21);
    assertThat(first.statesReadBelow()).isEmpty();
    assertThat(second.statesReadBelow()).containsExactly("c");
  }

  @Test
  void runningAveragesAreNotCounted() {
    Cell cell = CellLibrary.standard().get("li-gru").instantiate(CellOptions.STANDARD);

    assertThat(cell.parameter("z.batchnorm.W.x.variance").count(5, 7)).isZero();
    assertThat(cell.parameter("z.batchnorm.W.x.variance").initialiser())
        .isEqualTo(new Initialiser.Fixed(1));
    assertThat(cell.parameter("z.batchnorm.W.x.scale").count(5, 7)).isEqualTo(7);
  }

  @Test
  void groupsAreWholeAndDivideTheUnits() {
    CellDefinition clockwork = CellLibrary.standard().get("clockwork");

    assertThatThrownBy(() -> clockwork.instantiate(CellOptions.STANDARD, 5, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("units of clockwork are divisible by its 4 groups, but are 10");
    assertThatThrownBy(
            () -> clockwork.instantiate(new CellOptions(Map.of(), Map.of("groups", 2.5)), 5, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groups of clockwork is a whole number from 1, but is 2.5");
  }

  @Test
  void theClampOfIndrnnFollowsFromTheLongestSequence() {
    CellParameter u =
        CellLibrary.standard().get("indrnn").instantiate(CellOptions.STANDARD).parameter("h.u");

    // 2^(1/4) four times is 2
    assertThat(Math.pow(u.clamp().orElseThrow().at(4), 4)).isCloseTo(2, within(1e-12));
    assertThat(u.initialiser()).isEqualTo(new Initialiser.Uniform(0, 1));
  }

  @Test
  void theHighwayOfSruIsScaledByItsFirstBias() {
    CellOptions options = new CellOptions(Map.of(), Map.of("highway_bias", -3.0));
    Cell cell = CellLibrary.standard().get("sru").instantiate(options);

    assertThat(cell.parameter("r.b").initialiser())
        .isEqualTo(new Initialiser.Bias(Initialiser.Gate.OTHER, -3));
    // √(1 + 2 e⁻³)
    assertThat(Graph.reach(cell.next().values()))
        .filteredOn(Node::isConstant)
        .extracting(Node::value)
        .anySatisfy(value -> assertThat(value).isCloseTo(1.0486, within(1e-4)));
  }

  @Test
  void everyCellReadsBackFromItsPrintedText() {
    for (String name : CellLibrary.standard().names()) {
      CellDefinition cell = CellLibrary.standard().get(name);

      CellDefinition again = CellDefinition.parse("other", cell.toText());

      assertThat(again.toText()).isEqualTo(cell.toText());
      assertThat(again.name()).isEqualTo(name);
      assertThat(again.citation()).isEqualTo(cell.citation()).isNotEmpty();
    }
  }

  @Test
  void theForgetBiasIsAnOptionAndOneByDefault() {
    CellDefinition lstm = CellLibrary.standard().get("lstm");

    assertThat(lstm.instantiate(CellOptions.STANDARD).parameter("f.b").initialiser())
        .isEqualTo(new Initialiser.Bias(Initialiser.Gate.FORGET, 1));
    assertThat(
            lstm.instantiate(new CellOptions(Map.of(), Map.of("forget_bias", -2.0)))
                .parameter("f.b")
                .initialiser())
        .isEqualTo(new Initialiser.Bias(Initialiser.Gate.FORGET, -2));
    assertThat(lstm.instantiate(CellOptions.STANDARD).parameter("f.U.h").initialiser())
        .isEqualTo(new Initialiser.Orthogonal());
  }

  @Test
  void anOptionThatTheCellLacksIsRefused() {
    CellOptions options = new CellOptions(Map.of("peephole_i", true), Map.of());

    assertThatThrownBy(() -> CellLibrary.standard().get("lstm").instantiate(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lstm has no option peephole_i");
  }

  @Test
  void aUsersCellJoinsTheLibraryUnderItsKey() {
    CellLibrary library =
        CellLibrary.standard().with(Map.of("mine", "state h\nh' = tanh(W x + U h + b)"));

    assertThat(library.get("mine").instantiate(CellOptions.STANDARD).parameterCount(5, 7))
        .isEqualTo(91);
    assertThat(CellLibrary.standard().find("mine")).isEmpty();
  }

  @Test
  void aUsersCellCannotTakeATakenName() {
    assertThatThrownBy(() -> CellLibrary.standard().with(Map.of("gru", "state h\nh' = W x + h")))
        .isInstanceOf(CellException.class)
        .hasMessageContaining("gru is in the library already");
  }

  @Test
  void latexKnowsEveryFunctionAndLeavesAttributesOut() {
    CellDefinition cell =
        CellDefinition.parse(
            "functions",
            """
            state h, c
            option groups = 2
            k  = sigmoid(batchnorm(W x) + U{mask: upper-blocks(groups)} h + b{gate: input})
            c' = clock(groups) * k * below(c) / sqrt(2) + u{init: uniform(0, 1)} * c
            h' = c'
            """);

    assertThat(cell.toLatex())
        .isEqualTo(
            """
            \\begin{aligned}
            k_t &= \\sigma(\\mathrm{batchnorm}(W_{k} x_t) + U_{k} h_{t-1} + b_{k}) \\\\
            c_t &= \\frac{\\mathrm{clock}(\\mathit{groups}) \\odot k_t \\odot c_t^{(l-1)}}{\\sqrt{2}} + u_{c} \\odot c_{t-1} \\\\
            h_t &= c_t
            \\end{aligned}
            """);
    assertThat(CellDefinition.parse("again", cell.toText()).toText())
        .isEqualTo(cell.toText())
        .contains("U{mask: upper-blocks(groups)} h", "b{gate: input}", "u{init: uniform(0, 1)}");
  }

  @Test
  void latexReadsLikeAPaper() {
    assertThat(CellLibrary.standard().get("lstm").toLatex())
        .isEqualTo(
            """
            \\begin{aligned}
            i_t &= \\sigma(W_{i} x_t + U_{i} h_{t-1} + b_{i}) \\\\
            f_t &= \\sigma(W_{f} x_t + U_{f} h_{t-1} + b_{f}) \\\\
            o_t &= \\sigma(W_{o} x_t + U_{o} h_{t-1} + b_{o}) \\\\
            g_t &= \\tanh(W_{g} x_t + U_{g} h_{t-1} + b_{g}) \\\\
            c_t &= f_t \\odot c_{t-1} + i_t \\odot g_t \\\\
            h_t &= o_t \\odot \\tanh(c_t)
            \\end{aligned}
            """);
  }
}
