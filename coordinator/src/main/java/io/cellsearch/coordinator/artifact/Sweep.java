package io.cellsearch.coordinator.artifact;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes artifacts that nobody needs: what a crash left between a commit and the removal of a
 * file, and what a worker brought away and could not tell of any more. They are those that were
 * there when a coordinator began to lead, and that no table names then, nor after a while: what is
 * on its way to the tables gets there within a lease. No clock has a say, for a jump of it would
 * make young files old.
 */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final ArtifactFolder artifacts;
  private final Supplier<Set<String>> needed;
  private final ScheduledExecutorService timer;
  private final Duration patience;

  /**
   * @param needed the artifacts that the tables name; it blocks
   * @param timer on whose thread the folder is looked at
   * @param patience between the two looks at the tables, several leases long
   */
  public Sweep(
      ArtifactFolder artifacts,
      Supplier<Set<String>> needed,
      ScheduledExecutorService timer,
      Duration patience) {
    this.artifacts = artifacts;
    this.needed = needed;
    this.timer = timer;
    this.patience = patience;
  }

  /** A coordinator begins to lead. */
  public void begin() {
    Future<?> unused = timer.submit(this::look);
  }

  private void look() {
    try {
      List<Sha256> candidates = unneeded(artifacts.names());
      if (!candidates.isEmpty()) {
        Future<?> unused =
            timer.schedule(() -> remove(candidates), patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the artifacts cannot be looked through; the next leader tries again", e);
    }
  }

  private void remove(List<Sha256> candidates) {
    try {
      List<Sha256> left = unneeded(candidates);
      for (Sha256 name : left) {
        artifacts.delete(name);
      }
      LOG.info("{} artifacts that nobody needs are removed", left.size());
    } catch (IOException | RuntimeException e) {
      LOG.warn("not all artifacts that nobody needs can be removed", e);
    }
  }

  private List<Sha256> unneeded(List<Sha256> names) {
    Set<String> still = needed.get();
    return names.stream().filter(name -> !still.contains(name.value())).toList();
  }
}
