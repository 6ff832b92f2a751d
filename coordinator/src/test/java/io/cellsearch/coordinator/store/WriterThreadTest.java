package io.cellsearch.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How writes are gathered, with a database whose commits take as long as the test wants. */
@Tag("unit")
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class WriterThreadTest {
  private final Semaphore mayCommit = new Semaphore(0);
  private final Semaphore committing = new Semaphore(0);
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private final List<Duration> latencies = new CopyOnWriteArrayList<>();
  private final WriterThread writer =
      WriterThread.start(new StoreSettings(Duration.ZERO, 100, latencies::add), this::commit);

  private Runnable commit(List<Write> writes) {
    committing.release();
    mayCommit.acquireUninterruptibly();
    batches.add(writes.size());
    List<Write> copy = List.copyOf(writes);
    return () ->
        copy.forEach(write -> ((Write.Commands) write).answer().complete(CommitResult.ALL_STORED));
  }

  private CompletableFuture<CommitResult> handIn() {
    CompletableFuture<CommitResult> answer = new CompletableFuture<>();
    writer.handIn(new Write.Commands(1, List.of(), answer, System.nanoTime()));
    return answer;
  }

  @AfterEach
  void close() {
    mayCommit.release(1_000);
    writer.close();
  }

  @Test
  void aLoneWriteIsCommittedAtOnce() {
    mayCommit.release();

    assertThat(handIn().join()).isEqualTo(CommitResult.ALL_STORED);
    assertThat(batches).containsExactly(1);
    assertThat(latencies).hasSize(1);
  }

  @Test
  void whatArrivesDuringACommitGoesIntoTheNextOne() throws Exception {
    CompletableFuture<CommitResult> first = handIn();
    committing.acquire();
    List<CompletableFuture<CommitResult>> others = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      others.add(handIn());
    }
    assertThat(first).isNotDone();

    mayCommit.release(2);
    CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).join();

    assertThat(batches).containsExactly(1, 7);
  }

  @Test
  void aCommitHoldsNoMoreThanItsLimit() throws Exception {
    CompletableFuture<CommitResult> first = handIn();
    committing.acquire();
    CompletableFuture<CommitResult> last = first;
    for (int i = 0; i < 150; i++) {
      last = handIn();
    }

    mayCommit.release(3);
    last.join();

    // The limit is 100.
    assertThat(batches).containsExactly(1, 100, 50);
  }

  @Test
  void closingCommitsWhatWasHandedInAndRefusesWhatComesLater() throws Exception {
    CompletableFuture<CommitResult> first = handIn();
    committing.acquire();
    CompletableFuture<CommitResult> second = handIn();
    mayCommit.release(2);

    writer.close();

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThatThrownBy(() -> handIn().join()).hasCauseInstanceOf(StoreFailedException.class);
  }
}
