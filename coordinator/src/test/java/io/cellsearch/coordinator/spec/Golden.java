package io.cellsearch.coordinator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files with expected texts. {@code -Dgolden.update=true} writes them anew: read the difference.
 */
final class Golden {
  static final Path FOLDER = Path.of("src/test/resources/io/cellsearch/coordinator/spec");

  private Golden() {}

  static void check(Path golden, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, actual);
    }
    assertThat(golden).as("no golden yet; run with -Dgolden.update=true").exists();
    assertThat(actual).isEqualTo(Files.readString(golden));
  }
}
