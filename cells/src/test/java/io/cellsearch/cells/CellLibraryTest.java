package io.cellsearch.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    "mut3, 315" // 6 * 49 + 21
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
        .isEqualTo(new Initialiser.Constant(1));
    assertThat(
            lstm.instantiate(new CellOptions(Map.of(), Map.of("forget_bias", -2.0)))
                .parameter("f.b")
                .initialiser())
        .isEqualTo(new Initialiser.Constant(-2));
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
