package io.cellsearch.coordinator.store;

import static io.cellsearch.coordinator.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a store that syncs again and again stays in proportion to what it holds. */
@Tag("slow")
final class H2GrowthTest {
  private static final int COMMITS = 2_000;
  private static final int REPORTS = 25;

  /** Of the file beside one that was written in one go. */
  private static final int MOST_TIMES = 8;

  @TempDir private Path folder;

  private static long size(Path state) throws IOException {
    return Files.size(state.resolve("cellsearch.mv.db"));
  }

  @Test
  void aFileOfManySmallCommitsIsNoManifoldOfACompactOne() throws Exception {
    Path state = folder.resolve("state");
    Path script = folder.resolve("script.sql.gz");
    long open;
    try (Store store = StoreFactory.open(state, StoreSettings.DEFAULT)) {
      long term = store.beginTerm(NOON).toCompletableFuture().join();
      store
          .commit(term, List.of(Samples.createJsb(), Samples.createTrial(1), Samples.start(1, 1)))
          .toCompletableFuture()
          .join();
      for (int commit = 0; commit < COMMITS; commit++) {
        List<StoreCommand> reports = new ArrayList<>();
        for (int i = 1; i <= REPORTS; i++) {
          int step = commit * REPORTS + i;
          reports.add(Samples.report(1, 1, step, 1.0 / step));
        }
        store.commit(term, reports).toCompletableFuture().join();
      }
      open = size(state);
      store.backup(script).toCompletableFuture().join();
    }
    Path compact = folder.resolve("compact");
    StoreFactory.restore(compact, script);

    System.out.printf(
        "%d reports in %d commits: %.1f MiB while open, %.1f MiB closed, %.1f MiB compact%n",
        COMMITS * REPORTS,
        COMMITS,
        open / 1048576.0,
        size(state) / 1048576.0,
        size(compact) / 1048576.0);
    assertThat(open).isLessThan(MOST_TIMES * size(compact));
  }
}
