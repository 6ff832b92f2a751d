package io.cellsearch.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What earlier experiments tell about the length of an epoch; RunTest has one that trained. */
@Tag("unit")
final class PastEpochsTest {
  @TempDir private Path folder;

  @Test
  void whereNothingWasStoredNothingIsKnownAndNothingIsCreated() throws Exception {
    assertThat(new PastEpochs(new StateDirectory(folder)).seconds("co2")).isEmpty();

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
