package io.cellsearch.worker.app;

import io.cellsearch.core.placement.Placement.Device;
import io.cellsearch.protocol.HttpsTrust;
import io.cellsearch.protocol.WorkerId;
import io.cellsearch.worker.actor.WorkerParts;
import io.cellsearch.worker.attempt.AttemptBook;
import io.cellsearch.worker.blob.BlobFolder;
import io.cellsearch.worker.runner.RestartingRunner;
import io.cellsearch.worker.runner.Runner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker node. An actor system that the cluster has expelled cannot come back: the node
 * starts another one, and its runner and its attempts never notice.
 */
public final class WorkerNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerNode.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration RUNNER_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);
  private static final String BLOBS = "blobs";

  private final WorkerSettings settings;
  private final WorkerName name;
  private final WorkerParts parts;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile WorkerSystem system;

  private WorkerNode(WorkerSettings settings, WorkerName name, WorkerParts parts)
      throws IOException {
    this.settings = settings;
    this.name = name;
    this.parts = parts;
    this.system = startSystem();
    this.thread = new Thread(this::keepRunning, "worker-node");
  }

  /**
   * Starts a worker, which joins its cluster as soon as it can.
   *
   * @throws IOException if its state directory, its runner or its address cannot be used
   */
  public static WorkerNode start(WorkerSettings settings) throws IOException {
    WorkerName name = WorkerName.open(settings.stateDirectory());
    try {
      BlobFolder blobs = openBlobs(settings);
      Runner runner =
          RestartingRunner.start(settings.runner(), blobs.path(), settings.slots(), RUNNER_PAUSE);
      return start(settings, name, blobs, runner);
    } catch (IOException e) {
      name.close();
      throw e;
    }
  }

  /** The certificates of the cluster hold for the coordinator's API too. */
  private static BlobFolder openBlobs(WorkerSettings settings) throws IOException {
    Path folder = settings.stateDirectory().resolve(BLOBS);
    return settings.tls().isPresent()
        ? BlobFolder.open(folder, HttpsTrust.of(settings.tls().get()))
        : BlobFolder.open(folder);
  }

  private static WorkerNode start(
      WorkerSettings settings, WorkerName name, BlobFolder blobs, Runner runner)
      throws IOException {
    AttemptBook attempts = new AttemptBook(settings.slots());
    WorkerParts parts =
        new WorkerParts(
            name.id(),
            settings.slots(),
            Device.CPU,
            settings.memoryPerSlot(),
            attempts,
            runner,
            blobs,
            settings.httpUrl());
    try {
      WorkerNode node = new WorkerNode(settings, name, parts);
      node.thread.start();
      return node;
    } catch (IOException e) {
      runner.close();
      throw e;
    }
  }

  /** The name by which the coordinator knows it. */
  public WorkerId id() {
    return name.id();
  }

  private void keepRunning() {
    try {
      do {
        system.awaitEnd();
        if (system.endsWithTheProcess()) {
          return;
        }
      } while (startAgain());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Starts another actor system, however long that takes; false when the node closes instead. */
  private boolean startAgain() throws InterruptedException {
    while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.info("the node left its cluster and joins again");
      try {
        system = startSystem();
        if (isClosing()) {
          system.end();
        }
        return true;
      } catch (IOException e) {
        LOG.warn("the node cannot join again yet", e);
      }
    }
    return false;
  }

  private WorkerSystem startSystem() throws IOException {
    return WorkerSystem.start(settings, parts, this::isClosing);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Waits until the node has ended. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /**
   * Hands its attempts back at the end of their epochs, where those come within the grace, and
   * closes; others go on where they were.
   */
  public synchronized void leave(Duration grace) {
    if (!isClosing()) {
      try {
        system.leave(grace);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    close();
  }

  /**
   * Leaves the cluster within seconds; other workers take its attempts over. An actor system that
   * does not end in time is left behind: it holds neither the runner nor the name.
   */
  @Override
  public synchronized void close() {
    if (isClosing()) {
      return;
    }
    closing.countDown();
    system.end();
    try {
      if (!ended.await(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the actor system did not end within {}", CLOSE_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.runner().close();
    try {
      name.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot unlock " + settings.stateDirectory(), e);
    } finally {
      ended.countDown();
    }
  }
}
