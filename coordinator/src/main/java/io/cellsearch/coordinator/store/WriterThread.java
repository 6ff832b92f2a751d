package io.cellsearch.coordinator.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that writes. It commits what it finds, and while it does so the next commit
 * gathers. Answers are given on it, after the sync: what depends on them must not block.
 */
final class WriterThread {
  private final StoreSettings settings;
  private final BatchCommit commit;
  private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
  private final Object handingIn = new Object();
  private final Thread thread;
  private boolean closed;

  private WriterThread(StoreSettings settings, BatchCommit commit) {
    this.settings = settings;
    this.commit = commit;
    this.thread = new Thread(this::run, "store-writer");
    this.thread.setDaemon(true);
  }

  static WriterThread start(StoreSettings settings, BatchCommit commit) {
    WriterThread writer = new WriterThread(settings, commit);
    writer.thread.start();
    return writer;
  }

  /** Queues a write, or answers it with a failure when the store is closed. */
  void handIn(Write write) {
    synchronized (handingIn) {
      if (!closed) {
        closed = write instanceof Write.Close;
        queue.add(write);
        return;
      }
    }
    write.fail(new StoreFailedException("the store is closed"));
  }

  /** Writes what was handed in and ends. */
  void close() {
    handIn(new Write.Close(new CompletableFuture<>(), System.nanoTime()));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    SyncPace pace = new SyncPace(settings.syncDistance().toNanos(), System.nanoTime());
    List<Write> batch = new ArrayList<>();
    while (true) {
      gather(batch, pace);
      Write last = batch.get(batch.size() - 1);
      boolean ending = last instanceof Write.Close;
      List<Write> writes = ending ? batch.subList(0, batch.size() - 1) : batch;
      if (!writes.isEmpty()) {
        Runnable answers = commit.write(writes);
        long now = System.nanoTime();
        pace.synced(now);
        writes.forEach(
            write -> settings.latency().accept(Duration.ofNanos(now - write.handedInNanos())));
        answers.run();
      }
      if (ending) {
        return;
      }
      batch.clear();
    }
  }

  private void gather(List<Write> batch, SyncPace pace) {
    batch.add(uninterruptibly(queue::take));
    long wait = pace.waitNanos(System.nanoTime());
    if (wait > 0 && !(batch.get(0) instanceof Write.Close)) {
      uninterruptibly(
          () -> {
            TimeUnit.NANOSECONDS.sleep(wait);
            return Boolean.TRUE;
          });
    }
    queue.drainTo(batch, settings.maxBatch() - 1);
  }

  private interface Waiting<T> {
    T await() throws InterruptedException;
  }

  /** Nobody has a reason to interrupt the writer: an acknowledged write would be lost. */
  private static <T> T uninterruptibly(Waiting<T> waiting) {
    while (true) {
      try {
        return waiting.await();
      } catch (InterruptedException e) {
        Thread.interrupted();
      }
    }
  }
}
