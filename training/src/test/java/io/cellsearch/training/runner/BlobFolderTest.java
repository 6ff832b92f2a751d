package io.cellsearch.training.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class BlobFolderTest {
  /** SHA-256 of the three letters abc (FIPS 180-4, first example). */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @Test
  void bytesAreStoredUnderTheirHashAndNothingElseIsLeft() throws IOException {
    BlobFolder blobs = new BlobFolder(folder);

    assertThat(blobs.write(new byte[] {'a', 'b', 'c'})).isEqualTo(ABC);
    assertThat(blobs.write(new byte[] {'a', 'b', 'c'})).isEqualTo(ABC);

    assertThat(blobs.read(ABC)).containsExactly('a', 'b', 'c');
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(ABC));
    }
  }

  @Test
  void aFileWithoutRoomIsTriedAgainUntilThereIsSome() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(folder.resolve("disk"))) {
      disk.fill();
      int[] waits = {0};
      BlobFolder blobs =
          new BlobFolder(
              folder.resolve("disk"),
              9,
              () -> {
                waits[0]++;
                if (waits[0] == 3) {
                  disk.clear();
                }
              });

      assertThat(blobs.write(new byte[100_000])).hasSize(64);

      assertThat(waits[0]).isEqualTo(3);
    }
  }

  @Test
  void aFileForWhichThereIsNeverRoomIsRefusedByName() throws Exception {
    try (TinyDisk disk = TinyDisk.mount(folder.resolve("disk"))) {
      disk.fill();
      int[] waits = {0};
      BlobFolder blobs = new BlobFolder(folder.resolve("disk"), 3, () -> waits[0]++);

      assertThatThrownBy(() -> blobs.write(new byte[100_000]))
          .isInstanceOf(NoRoomException.class)
          .hasMessageStartingWith("NO_ROOM: ");
      assertThat(waits[0]).isEqualTo(3);
      assertThatThrownBy(() -> blobs.writeNow(new byte[100_000]))
          .isInstanceOf(NoRoomException.class);
      assertThat(waits[0]).isEqualTo(3);
    }
  }

  @Test
  void aDamagedFileIsNotReadAsIfItWereWhole() throws IOException {
    Files.write(folder.resolve(ABC), new byte[] {'a', 'b'});

    assertThatThrownBy(() -> new BlobFolder(folder).read(ABC))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aNameThatIsNotAHashCannotLeaveTheFolder() {
    BlobFolder blobs = new BlobFolder(folder);

    assertThatThrownBy(() -> blobs.read("../secret")).hasMessageContaining("SHA-256");
    assertThatThrownBy(() -> blobs.read(ABC)).isInstanceOf(NoSuchFileException.class);
  }
}
