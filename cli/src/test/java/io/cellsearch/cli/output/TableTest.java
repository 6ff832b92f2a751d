package io.cellsearch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.cli.output.Table.Align;
import io.cellsearch.cli.output.Table.Column;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
final class TableTest {
  private static Table table() {
    Table table =
        new Table(List.of(new Column("rank", Align.RIGHT), new Column("Cell", Align.LEFT)));
    table.add(List.of("1", "lstm, \"own\""));
    table.add(List.of("10", "gru"));
    return table;
  }

  @Test
  void columnsAreAsWideAsTheirWidestText() {
    assertThat(table().aligned())
        .isEqualTo(
            """
            rank  Cell
               1  lstm, "own"
              10  gru
            """);
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(table().csv()).isEqualTo("rank,cell\n1,\"lstm, \"\"own\"\"\"\n10,gru\n");
  }

  @Test
  void aRowMustFillItsColumns() {
    assertThatThrownBy(() -> table().add(List.of("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Four significant digits, whatever the size. */
  @ParameterizedTest
  @CsvSource({
    "0.54321, 0.5432",
    "8.6, 8.600",
    "12.3456, 12.35",
    "1234.56, 1235",
    "0.012345, 0.01235",
    "0.00001, 1.000e-05",
    "1234567, 1.235e+06",
    "0, 0.000",
    "-2.5, -2.500"
  })
  void lossesHaveFourDigits(double loss, String text) {
    assertThat(Figures.loss(loss)).isEqualTo(text);
  }

  @Test
  void noLossIsADash() {
    assertThat(Figures.loss(null)).isEqualTo("–");
  }

  @ParameterizedTest
  @CsvSource({"24, 24", "0.0031234, 0.00312", "0.5, 0.5", "0.25, 0.25", "0.1, 0.1"})
  void parametersHaveThreeDigits(double value, String text) {
    assertThat(Figures.parameter(value)).isEqualTo(text);
  }
}
