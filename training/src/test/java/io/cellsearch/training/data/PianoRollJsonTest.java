package io.cellsearch.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cellsearch.training.DataSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PianoRollJsonTest {

  @Test
  void piecesAreListsOfStepsAndSilenceIsAnEmptyStep() {
    PianoRolls rolls = read("{'train':[[[60,64],[]]],'valid':[[[21],[108],[]]],'test':[[[],[]]]}");

    assertThat(rolls.training().get(0).steps()).isDeepEqualTo(new int[][] {{60, 64}, {}});
    assertThat(rolls.validation().get(0).length()).isEqualTo(3);
    assertThat(rolls.test()).hasSize(1);
  }

  @Test
  void theChoralesHaveTheirPublishedSizes() throws IOException {
    PianoRolls rolls = PianoRollJson.read(DataSets.chorales());

    assertThat(List.of(rolls.training().size(), rolls.validation().size(), rolls.test().size()))
        .containsExactly(229, 76, 77);
    assertThat(List.of(steps(rolls.training()), steps(rolls.validation()), steps(rolls.test())))
        .containsExactly(13807, 4602, 4725);
  }

  @Test
  void allProblemsComeAtOnceWithTheirPaths() {
    DataException problems =
        catchThrowableOfType(
            DataException.class,
            () -> read("{'train':[[[60,60],[20]],[[60]]],'valid':[[[1.5],7]],'tests':[]}"));

    assertThat(problems.problems())
        .extracting(DataProblem::message)
        .containsExactly(
            "train[0][0]: ascending pitches must hold, but got [60,60]",
            "train[0][1]: a MIDI pitch from 21 to 108 must hold, but got 20",
            "train[1]: a list of at least 2 steps must hold, but got 1",
            "valid[0][0]: a MIDI pitch from 21 to 108 must hold, but got 1.5",
            "valid[0][1]: a list of pitches must hold, but got 7",
            "test: a list of at least one piece must hold, but got no list");
  }

  @Test
  void textThatIsNotJsonIsReported() {
    assertThatThrownBy(() -> read("MThd"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("well-formed JSON");
    assertThatThrownBy(() -> read("")).isInstanceOf(DataException.class);
  }

  private static int steps(List<PianoRoll> pieces) {
    return pieces.stream().mapToInt(PianoRoll::length).sum();
  }

  private static PianoRolls read(String text) {
    return PianoRollJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
