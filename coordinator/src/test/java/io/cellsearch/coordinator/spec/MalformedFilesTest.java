package io.cellsearch.coordinator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class MalformedFilesTest {
  private static final Path FOLDER = Golden.FOLDER.resolve("malformed");
  private final SpecReader reader = new SpecReader(new CsvInspector(), "1.2.3");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyProblemIsToldWithItsPlace(String name) throws IOException {
    SpecSource source = new SpecSource(name, Files.readAllBytes(FOLDER.resolve(name)));
    SpecResult result = reader.read(source, new FolderCatalog(FOLDER.resolve("data")));
    assertThat(result).isInstanceOf(SpecResult.Invalid.class);
    String lines =
        ((SpecResult.Invalid) result)
            .problems().stream()
                .map(problem -> problem.message() + "\n")
                .collect(Collectors.joining());
    Golden.check(FOLDER.resolve(name.replace(".yaml", ".txt")), lines);
  }

  /** A file of 20 MB, too long to be stored as a golden. */
  @Test
  void aHugeFileIsRefusedByItsSizeAlone() {
    byte[] content = "# padding\n".repeat(2_000_000).getBytes(StandardCharsets.UTF_8);
    SpecResult result =
        reader.read(new SpecSource("huge.yaml", content), new FolderCatalog(FOLDER));
    assertThat(((SpecResult.Invalid) result).problems())
        .extracting(Problem::message)
        .containsExactly("huge.yaml:1:1  must be at most 1 MB long, but got 20.0 MB");
  }
}
