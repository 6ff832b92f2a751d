package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares JSON with a file; {@code -Dgolden.update=true} writes the files instead. */
final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden", "api");
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Golden() {}

  static void assertMatches(String name, String json) throws IOException {
    String actual = PRETTY.writeValueAsString(PRETTY.readTree(json)) + "\n";
    Path file = FOLDER.resolve(name + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual)
        .as("the answer differs from %s; -Dgolden.update=true rewrites it", file)
        .isEqualTo(Files.readString(file));
  }
}
