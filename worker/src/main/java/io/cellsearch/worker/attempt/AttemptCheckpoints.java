package io.cellsearch.worker.attempt;

import io.cellsearch.core.work.StoredCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of an attempt that is in the runner: one at a time travels to the coordinator's
 * files, and only the newest of those that wait follows it.
 */
public final class AttemptCheckpoints {
  private static final int UNSENT = -1;

  private record Written(int step, StoredCheckpoint checkpoint) {
    String file() {
      return checkpoint.sha256();
    }
  }

  private final List<String> superseded = new ArrayList<>();
  private @Nullable Written waiting;
  private @Nullable Written travelling;

  /** It has arrived; the coordinator is not known to have stored that. */
  private @Nullable Written arrived;

  private Optional<String> newestArrived = Optional.empty();
  private int sentTick = UNSENT;

  AttemptCheckpoints() {}

  /** The runner has written one; false while it has to wait for another one's arrival. */
  public boolean written(int step, StoredCheckpoint checkpoint) {
    supersede(waiting);
    waiting = new Written(step, checkpoint);
    return travelling == null;
  }

  /** The file that is to travel now: the newest one, or again the one that did not arrive. */
  public Optional<String> toStore() {
    if (waiting != null) {
      supersede(travelling);
      travelling = waiting;
      waiting = null;
    }
    return Optional.ofNullable(travelling).map(Written::file);
  }

  private void supersede(@Nullable Written older) {
    Optional.ofNullable(older).map(Written::file).ifPresent(superseded::add);
  }

  /** What travelled has arrived; gives its file. */
  public Optional<String> stored() {
    Optional<String> file = Optional.ofNullable(travelling).map(Written::file);
    if (travelling != null) {
      arrived = travelling;
      newestArrived = file;
      sentTick = UNSENT;
      travelling = null;
    }
    return file;
  }

  /** Whether this file has arrived and none after it: it need not be brought away once more. */
  boolean hasArrived(String file) {
    return newestArrived.filter(file::equals).isPresent();
  }

  /** What travelled will never arrive; training goes on without it. */
  public void refused() {
    supersede(travelling);
    travelling = null;
  }

  /** Files that nobody needs any more, each told once. */
  public List<String> takeSuperseded() {
    List<String> taken = List.copyOf(superseded);
    superseded.clear();
    return taken;
  }

  /**
   * The attempt is over; gives the files that have not arrived and are not needed.
   *
   * @param pause what the attempt left at a pause, which can be the checkpoint before it once more
   */
  public List<String> close(Optional<StoredCheckpoint> pause) {
    List<String> files =
        Stream.of(Optional.ofNullable(waiting), Optional.ofNullable(travelling))
            .flatMap(Optional::stream)
            .map(Written::file)
            .filter(file -> pause.filter(kept -> kept.sha256().equals(file)).isEmpty())
            .toList();
    waiting = null;
    travelling = null;
    arrived = null;
    return files;
  }

  /**
   * What the coordinator is to be told now.
   *
   * @param acknowledged the last report up to which all are acknowledged
   */
  Optional<StoredCheckpoint> unsent(int acknowledged, int tick) {
    if (arrived == null || sentTick != UNSENT || arrived.step() > acknowledged) {
      return Optional.empty();
    }
    sentTick = tick;
    return Optional.of(arrived.checkpoint());
  }

  void forgetSendsBefore(int tick) {
    if (sentTick < tick) {
      sentTick = UNSENT;
    }
  }

  /** The coordinator has stored this one, or a later one. */
  public void acknowledged(StoredCheckpoint checkpoint) {
    if (arrived != null && arrived.checkpoint().equals(checkpoint)) {
      arrived = null;
    }
  }
}
