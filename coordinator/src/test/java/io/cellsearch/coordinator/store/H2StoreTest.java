package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only H2 files can meet with. */
@Tag("unit")
final class H2StoreTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsAFileIsNamedInTheMessage() throws Exception {
    Path file = Files.createFile(folder.resolve("not-a-folder"));

    assertThatThrownBy(() -> StoreFactory.open(file, StoreSettings.DEFAULT))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("not-a-folder");
  }
}
