package io.cellsearch.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellsearch.core.experiment.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class ForecastCsvTest {
  private static final Task.Columns PLAIN =
      new Task.Columns("t", Optional.empty(), List.of("y"), List.of());

  @Test
  void targetsComeBeforeCovariatesWhateverTheFilesOrder() {
    Task.Columns columns =
        new Task.Columns("t", Optional.empty(), List.of("y", "z"), List.of("wind"));

    ForecastSeries series =
        read("wind,z,t,unused,y\n1,2,0,a,3\n4,5,1,b,-6.5e1\n", columns, Task.Missing.ERROR);

    assertThat(series.columns()).containsExactly("y", "z", "wind");
    assertThat(series.times()).containsExactly("0", "1");
    assertThat(series.values()).isDeepEqualTo(new double[][] {{3, -65}, {2, 5}, {1, 4}});
  }

  @Test
  void windowsLineEndsAByteOrderMarkAndEmptyLinesAtTheEndDoNotMatter() {
    ForecastSeries series = read("\uFEFFt,y\r\n1, 2 \r\n2,3\r\n\r\n", PLAIN, Task.Missing.ERROR);

    assertThat(series.values()).isDeepEqualTo(new double[][] {{2, 3}});
  }

  @Test
  void gapsAreFilledOnTheStraightLineAndAtTheEndsWithTheNearest() {
    // between 2 (row 3) and 5 (row 6): 3, 4; before the first known value 2, after the last 5
    ForecastSeries series =
        read("t,y\n1,\n2,\n3,2\n4,\n5,\n6,5\n7,\n", PLAIN, Task.Missing.INTERPOLATE);

    assertThat(series.values()).isDeepEqualTo(new double[][] {{2, 2, 2, 3, 4, 5, 5}});
  }

  @Test
  void rowsWithABlankTargetOrCovariateAreDropped() {
    Task.Columns columns = new Task.Columns("t", Optional.empty(), List.of("y"), List.of("x"));

    ForecastSeries series = read("t,y,x\n1,1,1\n2,,2\n3,3,\n4,4,4\n", columns, Task.Missing.DROP);

    assertThat(series.times()).containsExactly("1", "4");
    assertThat(series.values()).isDeepEqualTo(new double[][] {{1, 4}, {1, 4}});
  }

  @Test
  void allProblemsOfAllRowsComeAtOnceWithTheirLines() {
    DataException problems =
        problems("t,y\n1,one\n2,\n3,1e999\n2,4\n,5\n5,NaN\n6\n", PLAIN, Task.Missing.ERROR);

    assertThat(problems.problems())
        .extracting(DataProblem::message)
        .containsExactly(
            "line 2, column y: a finite number must hold, but got 'one'",
            "line 4, column y: a finite number must hold, but got '1e999'",
            "line 7, column y: a finite number must hold, but got 'NaN'",
            "line 8: as many cells as the header (2) must hold, but got 1",
            "line 6, column t: a time must hold, but got a blank cell",
            "line 3, column y: a number (or missing: interpolate, or missing: drop) must hold,"
                + " but got a blank cell");
  }

  @Test
  void aColumnThatIsNotThereIsReportedWithTheNearestName() {
    Task.Columns columns =
        new Task.Columns("data", Optional.empty(), List.of("C02", "zebra"), List.of());

    assertThat(problems("date,co2\n1,2\n", columns, Task.Missing.ERROR).problems())
        .extracting(DataProblem::message)
        .containsExactly(
            "header: a column C02 must hold, but got [date, co2]; did you mean co2?",
            "header: a column zebra must hold, but got [date, co2]",
            "header: a column data must hold, but got [date, co2]; did you mean date?");
  }

  @Test
  void aNameThatTheHeaderHasTwiceIsRefused() {
    assertThatThrownBy(() -> read("t,y,y\n1,2,3\n", PLAIN, Task.Missing.ERROR))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column names are distinct");
  }

  @Test
  void timesAreComparedAsTheirFormatSays() {
    Task.Columns columns = new Task.Columns("t", Optional.of("d.M.yyyy"), List.of("y"), List.of());

    assertThat(read("t,y\n9.1.2020,1\n10.1.2020,2\n", columns, Task.Missing.ERROR).rows())
        .isEqualTo(2);
    assertThat(
            problems("t,y\n10.1.2020,1\n9.1.2020,2\n31.2.,3\n", columns, Task.Missing.ERROR)
                .problems())
        .extracting(DataProblem::message)
        .containsExactly(
            "line 3, column t: each time later than the one before must hold,"
                + " but got 9.1.2020 after 10.1.2020",
            "line 4, column t: a time of the format d.M.yyyy must hold, but got 31.2.");
  }

  @Test
  void monthsAndYearsAndTimesOfDayCanBeFormats() {
    assertThat(withFormat("yyyy-MM", "1949-01", "1949-02").rows()).isEqualTo(2);
    assertThat(withFormat("yyyy", "1949", "1950").rows()).isEqualTo(2);
    assertThat(withFormat("yyyy-MM-dd HH:mm", "1949-01-01 23:59", "1949-01-02 00:00").rows())
        .isEqualTo(2);
    assertThatThrownBy(() -> withFormat("nonsense{", "1", "2"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'nonsense{'");
  }

  @Test
  void withoutAFormatNumbersAndIsoDatesAreCompared() {
    // as text, 10 would come before 9
    assertThat(read("t,y\n9,1\n10,2\n", PLAIN, Task.Missing.ERROR).rows()).isEqualTo(2);
    assertThatThrownBy(() -> read("t,y\n2020-02,1\n2020-01,2\n", PLAIN, Task.Missing.ERROR))
        .hasMessageContaining("2020-01 after 2020-02");
  }

  @Test
  void withoutAFormatOtherTextIsALabel() {
    assertThat(read("t,y\nFeb,1\nJan,2\n", PLAIN, Task.Missing.ERROR).times())
        .containsExactly("Feb", "Jan");
  }

  @Test
  void aColumnOfBlanksCannotBeInterpolated() {
    assertThatThrownBy(() -> read("t,y\n1,\n2,\n", PLAIN, Task.Missing.INTERPOLATE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column y: at least one value");
  }

  @Test
  void anEmptyFileAndBrokenQuotesAreReported() {
    assertThatThrownBy(() -> read("", PLAIN, Task.Missing.ERROR))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least one row");
    assertThatThrownBy(() -> read("t,y\n1,\"2\n", PLAIN, Task.Missing.ERROR))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("well-formed CSV");
  }

  private static ForecastSeries withFormat(String format, String first, String second) {
    Task.Columns columns = new Task.Columns("t", Optional.of(format), List.of("y"), List.of());
    return read("t,y\n" + first + ",1\n" + second + ",2\n", columns, Task.Missing.ERROR);
  }

  private static DataException problems(String text, Task.Columns columns, Task.Missing missing) {
    return catchThrowableOfType(DataException.class, () -> read(text, columns, missing));
  }

  private static ForecastSeries read(String text, Task.Columns columns, Task.Missing missing) {
    Task.Forecast task =
        new Task.Forecast(
            "",
            columns,
            missing,
            1,
            1,
            OptionalInt.empty(),
            new Task.Split(0.5, 0.25, 0.25),
            Task.Transform.NONE);
    return ForecastCsv.read(text.getBytes(StandardCharsets.UTF_8), task);
  }
}
