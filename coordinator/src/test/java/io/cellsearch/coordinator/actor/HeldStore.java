package io.cellsearch.coordinator.actor;

import io.cellsearch.coordinator.store.CommitResult;
import io.cellsearch.coordinator.store.Store;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.coordinator.store.StoreQueries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real store in front of which a test can hold each commit and each new term. */
final class HeldStore implements Store {
  private static final int PATIENCE_SECONDS = 20;

  private final Store real;
  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
  private volatile boolean holding;
  private volatile CompletableFuture<Void> terms = CompletableFuture.completedFuture(null);

  /** A commit that was handed in and waits for its fate. */
  final class Held {
    private final long term;
    private final List<StoreCommand> commands;
    private final CompletableFuture<CommitResult> answer = new CompletableFuture<>();

    private Held(long term, List<StoreCommand> commands) {
      this.term = term;
      this.commands = commands;
    }

    /** Lets the real store take it. */
    void apply() {
      real.commit(term, commands)
          .whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  answer.complete(result);
                } else {
                  answer.completeExceptionally(failure);
                }
              });
    }

    /** It never reaches the real store. */
    void fail() {
      answer.completeExceptionally(new IllegalStateException("the disk is full"));
    }
  }

  HeldStore(Store real) {
    this.real = real;
  }

  /** Commits wait from now on. */
  void hold() {
    holding = true;
  }

  /** Commits pass again from now on. */
  void pass() {
    holding = false;
  }

  /** No term begins until the result is completed. */
  CompletableFuture<Void> holdTerms() {
    terms = new CompletableFuture<>();
    return terms;
  }

  /** The oldest commit that waits. */
  Held next() throws InterruptedException {
    Held next = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no commit was handed in");
    }
    return next;
  }

  @Override
  public CompletionStage<Long> beginTerm(Instant at) {
    return terms.thenCompose(held -> real.beginTerm(at));
  }

  @Override
  public CompletionStage<CommitResult> commit(long term, List<StoreCommand> commands) {
    if (!holding) {
      return real.commit(term, commands);
    }
    Held waiting = new Held(term, commands);
    held.add(waiting);
    return waiting.answer;
  }

  @Override
  public CompletionStage<Void> backup(Path file) {
    return real.backup(file);
  }

  @Override
  public StoreQueries queries() {
    return real.queries();
  }

  @Override
  public void close() {
    real.close();
  }
}
