package io.cellsearch.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program in a process whose vectors have a given length. */
public final class LanesProcess {
  private LanesProcess() {}

  /**
   * What a program prints after its first line, which must tell how many lanes it has. A machine
   * with shorter vectors runs it on the widest ones that it has.
   *
   * @param lanes the most floats of a vector: 16, 8 or 4
   */
  public static List<String> lines(int lanes, Class<?> program)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:MaxVectorSize=" + lanes * Float.BYTES,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    assertThat(Integer.parseInt(lines.get(0))).isLessThanOrEqualTo(lanes);
    return lines.subList(1, lines.size());
  }
}
