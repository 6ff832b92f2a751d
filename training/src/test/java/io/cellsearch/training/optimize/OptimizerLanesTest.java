package io.cellsearch.training.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimizers in processes whose vectors are as long as they may be. */
@Tag("unit")
final class OptimizerLanesTest {

  /**
   * A machine with shorter vectors runs the widest ones that it has, which the first line tells.
   */
  @ParameterizedTest
  @ValueSource(ints = {16, 8, 4})
  void stepsHaveEqualBitsOnVectorsOfAnyLength(int lanes) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:MaxVectorSize=" + lanes * Float.BYTES,
                "-cp",
                System.getProperty("java.class.path"),
                OptimizerLanes.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();

    assertThat(process.waitFor()).isZero();
    assertThat(Integer.parseInt(lines.get(0))).isLessThanOrEqualTo(lanes);
    assertThat(lines.subList(1, lines.size())).isEqualTo(OptimizerLanes.lines(OptimizerTest.SPECS));
  }
}
