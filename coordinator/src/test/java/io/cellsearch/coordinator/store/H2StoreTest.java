package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an H2 file. */
final class H2StoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  protected Store open(StoreSettings settings) throws StoreUnavailableException {
    return StoreFactory.open(folder, settings);
  }

  @Override
  protected String jdbcUrl() {
    return "jdbc:h2:async:" + folder.resolve("cellsearch") + ";USER=sa";
  }

  @Test
  void aFolderThatIsAFileIsNamedInTheMessage() throws Exception {
    Path file = java.nio.file.Files.createFile(folder.resolve("not-a-folder"));

    assertThatThrownBy(() -> StoreFactory.open(file, StoreSettings.DEFAULT))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("not-a-folder");
  }
}
