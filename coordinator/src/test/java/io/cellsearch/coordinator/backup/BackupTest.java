package io.cellsearch.coordinator.backup;

import static io.cellsearch.coordinator.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.coordinator.artifact.ArtifactFolder;
import io.cellsearch.coordinator.artifact.Sha256;
import io.cellsearch.coordinator.store.CurvePoint;
import io.cellsearch.coordinator.store.Samples;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreFactory;
import io.cellsearch.coordinator.store.StoreSettings;
import io.cellsearch.coordinator.store.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is taken while reports come in, and what comes back from it. */
@Tag("unit")
final class BackupTest {
  private static final int BEFORE = 50;
  private static final int MEANWHILE = 150;
  private static final byte[] MODEL = {1, 2, 3};

  @TempDir private Path folder;
  private Store store;
  private ArtifactFolder artifacts;
  private long term;

  @BeforeEach
  void open() throws Exception {
    store = StoreFactory.open(folder.resolve("state"), StoreSettings.DEFAULT);
    artifacts = ArtifactFolder.open(folder.resolve("state/artifacts"));
    term = store.beginTerm(NOON).toCompletableFuture().join();
    commit(1, BEFORE, true);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Reports of these steps; the first batch creates the trial that they are about. */
  private List<CompletableFuture<?>> commit(int from, int to, boolean first) {
    if (first) {
      store
          .commit(term, List.of(Samples.createJsb(), Samples.createTrial(1), Samples.start(1, 1)))
          .toCompletableFuture()
          .join();
    }
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int step = from; step <= to; step++) {
      CompletionStage<?> answer =
          store.commit(term, List.of(Samples.report(1, 1, step, 1.0 / step)));
      answers.add(answer.toCompletableFuture());
    }
    if (first) {
      answers.forEach(CompletableFuture::join);
    }
    return answers;
  }

  private Path backup() throws IOException {
    Path file = folder.resolve("backup.zip");
    try (OutputStream out = Files.newOutputStream(file)) {
      new Backup(store, artifacts, folder).writeTo(out);
    }
    return file;
  }

  private Store restored(Path file) throws Exception {
    Path state = folder.resolve("restored");
    Restore.into(file, state, state.resolve("artifacts"));
    return StoreFactory.open(state, StoreSettings.DEFAULT);
  }

  @Test
  void whatComesBackIsAPrefixOfWhatHappened() throws Exception {
    List<CompletableFuture<?>> later = commit(BEFORE + 1, BEFORE + MEANWHILE, false);
    Path file = backup();
    later.forEach(CompletableFuture::join);

    try (Store copy = restored(file)) {
      List<Integer> epochs =
          copy.queries().curve(Samples.FIRST).stream().map(CurvePoint::epoch).toList();
      // All that was acknowledged before, and of the rest a part without a gap.
      assertThat(epochs).hasSizeBetween(BEFORE, BEFORE + MEANWHILE);
      assertThat(epochs).isEqualTo(IntStream.rangeClosed(1, epochs.size()).boxed().toList());
      assertThat(copy.queries().leases()).hasSize(1);
    }
    assertThat(store.queries().curve(Samples.FIRST)).hasSize(BEFORE + MEANWHILE);
  }

  @Test
  void theNextTermIsNewerThanAllThatBeganAfterTheBackup() throws Exception {
    Path file = backup();
    long since = store.beginTerm(NOON).toCompletableFuture().join();

    try (Store copy = restored(file)) {
      assertThat(copy.beginTerm(NOON).toCompletableFuture().join()).isGreaterThan(since);
    }
  }

  @Test
  void artifactsComeBackAndDamagedOnesAreRefused() throws Exception {
    Sha256 model = artifacts.put(MODEL);
    Path file = backup();

    try (Store unused = restored(file)) {
      assertThat(folder.resolve("restored/artifacts").resolve(model.value()))
          .hasBinaryContent(MODEL);
    }
  }

  @Test
  void aStateDirectoryThatIsInUseIsLeftAlone() throws Exception {
    Path file = backup();
    Path state = folder.resolve("state");

    assertThatThrownBy(() -> Restore.into(file, state, state.resolve("artifacts")))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("there is a database already");
  }

  @Test
  void aFileThatBrokeOffOrIsNoBackupIsRefusedAndNoDatabaseAppears() throws Exception {
    byte[] whole = Files.readAllBytes(backup());
    Path half = folder.resolve("half.zip");
    Files.write(half, java.util.Arrays.copyOf(whole, whole.length / 2));
    Path state = folder.resolve("other");

    assertThatThrownBy(() -> Restore.into(half, state, state.resolve("artifacts")))
        .isInstanceOf(IOException.class);
    assertThat(StoreFactory.isIn(state)).isFalse();
  }
}
