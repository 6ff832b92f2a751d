package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.NoRoomException;
import io.cellsearch.coordinator.artifact.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk is told by its name, loses nothing, and is over when there is room again. */
@Tag("unit")
final class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More than the disk has room for, of events of half a megabyte each. */
  private static final int MOST = 100;

  private static final long RESERVE = 4L << 20;
  private static final String EVENT = "e".repeat(1 << 19);

  @TempDir private Path folder;
  private TinyDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = TinyDisk.mount(folder.resolve("disk"), 16);
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static StoreCommand event(long sequence) {
    return new StoreCommand.AppendSearchEvent(Samples.JSB, sequence, EVENT);
  }

  /** Writes until the disk refuses; gives how many writes were acknowledged. */
  private static int fill(Store store, long term) {
    for (int written = 0; written < MOST; written++) {
      try {
        join(store.commit(term, List.of(event(written + 1))));
      } catch (CompletionException e) {
        assertThat(e)
            .hasCauseInstanceOf(StoreFailedException.class)
            .hasMessageContaining("NO_ROOM: less than 4 MiB are free");
        return written;
      }
    }
    throw new AssertionError("the disk took more than it has room for");
  }

  @Test
  void theStoreLosesNothingThatItAcknowledgedAndGoesOnWhenThereIsRoom() throws Exception {
    try (Store store = StoreFactory.open(folder.resolve("disk"), StoreSettings.DEFAULT, RESERVE)) {
      long term = join(store.beginTerm(NOON));
      join(store.commit(term, List.of(Samples.createJsb())));
      disk.fill(2 * RESERVE);
      int acknowledged = fill(store, term);

      disk.clear();

      // As the coordinator does: it begins another term until one begins.
      long next =
          Awaitility.await()
              .atMost(PATIENCE)
              .ignoreExceptions()
              .until(() -> join(store.beginTerm(NOON)), began -> began > term);
      int stored = store.queries().searchEvents(Samples.JSB).size();
      assertThat(stored).isEqualTo(acknowledged).isPositive();
      join(store.commit(next, List.of(event(stored + 1))));
      assertThat(store.queries().searchEvents(Samples.JSB)).hasSize(stored + 1);
    }
  }

  @Test
  void anArtifactThatDoesNotFitIsRefusedByNameAndIsTakenLater() throws Exception {
    ArtifactFolder artifacts = ArtifactFolder.open(folder.resolve("disk"));
    byte[] model = new byte[1 << 20];
    disk.fill(0);

    assertThatThrownBy(() -> artifacts.put(model)).isInstanceOf(NoRoomException.class);
    assertThat(artifacts.names()).isEmpty();

    disk.clear();
    Sha256 name = artifacts.put(model);
    assertThat(artifacts.find(name)).isPresent();
  }
}
