package io.cellsearch.coordinator.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A write that was handed in and has not been answered. */
sealed interface Write {

  /** Answers with a failure. */
  void fail(RuntimeException cause);

  /** When it was handed in, on the monotonic clock. */
  long handedInNanos();

  /** Commands that go together. */
  record Commands(
      long term,
      List<StoreCommand> commands,
      CompletableFuture<CommitResult> answer,
      long handedInNanos)
      implements Write {
    @Override
    public void fail(RuntimeException cause) {
      answer.completeExceptionally(cause);
    }
  }

  /** The beginning of a term. */
  record NewTerm(Instant at, CompletableFuture<Long> answer, long handedInNanos) implements Write {
    @Override
    public void fail(RuntimeException cause) {
      answer.completeExceptionally(cause);
    }
  }

  /** Not a write itself: a copy of all that was written before it. */
  record Backup(Path file, CompletableFuture<Void> answer, long handedInNanos) implements Write {
    @Override
    public void fail(RuntimeException cause) {
      answer.completeExceptionally(cause);
    }
  }

  /** The last write: the writer ends when it comes to it. */
  record Close(CompletableFuture<Void> answer, long handedInNanos) implements Write {
    @Override
    public void fail(RuntimeException cause) {
      answer.completeExceptionally(cause);
    }
  }
}
