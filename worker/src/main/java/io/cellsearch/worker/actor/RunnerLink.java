package io.cellsearch.worker.actor;

import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.frames.Frame;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.worker.attempt.AttemptCheckpoints;
import io.cellsearch.worker.runner.RunnerEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker tells its runner, and what it writes into its book of what the runner says. */
final class RunnerLink {
  private static final Logger LOG = LoggerFactory.getLogger(RunnerLink.class);

  private final WorkerParts parts;
  private final FileTransfers transfers;

  RunnerLink(WorkerParts parts, FileTransfers transfers) {
    this.parts = parts;
    this.transfers = transfers;
  }

  void tell(List<Frame.ToRunner> frames) {
    frames.forEach(parts.runner()::send);
  }

  /** Takes all that has happened to the runner. */
  void listen() {
    for (Optional<RunnerEvent> event = parts.runner().poll();
        event.isPresent();
        event = parts.runner().poll()) {
      if (event.get() instanceof RunnerEvent.Heard heard) {
        heard(heard.frame());
      } else if (event.get() instanceof RunnerEvent.Lost lost) {
        parts.attempts().runnerLost(lost.cause(), lost.detail());
      }
    }
  }

  /** Ends a runner in which an attempt hangs; another one follows. */
  void endWhatHangs() {
    List<AttemptId> hung = parts.attempts().condemnHung();
    hung.forEach(id -> AttemptLog.about(id, () -> LOG.warn("hangs: its runner is ended")));
    if (!hung.isEmpty()) {
      parts.runner().kill();
    }
  }

  private void heard(Frame.FromRunner frame) {
    if (frame instanceof Frame.Ready ready) {
      LOG.info("runner {} is ready: {}", ready.pid(), ready.engine());
      tell(parts.attempts().runnerReady());
    } else if (frame instanceof Frame.Progress progress) {
      AttemptId id = new AttemptId(progress.trial(), progress.attempt());
      parts.attempts().progressed(id, progress.batches());
    } else if (frame instanceof Frame.Reported reported) {
      AttemptId id = new AttemptId(reported.trial(), reported.attempt());
      parts.attempts().reported(id, reported.report());
    } else if (frame instanceof Frame.Checkpointed written) {
      checkpointed(new AttemptId(written.trial(), written.attempt()), written);
    } else if (frame instanceof Frame.Ended ended) {
      ended(new AttemptId(ended.trial(), ended.attempt()), ended);
    }
  }

  private void checkpointed(AttemptId id, Frame.Checkpointed written) {
    Optional<AttemptCheckpoints> checkpoints = parts.attempts().checkpoints(id);
    if (checkpoints.isEmpty()) {
      return;
    }
    boolean next = checkpoints.get().written(written.step(), written.checkpoint());
    transfers.forget(checkpoints.get().takeSuperseded());
    if (next) {
      transfers.begin(id);
    }
  }

  private void ended(AttemptId id, Frame.Ended ended) {
    Optional<StoredCheckpoint> pause =
        ended.outcome() instanceof Outcome.Paused paused ? paused.checkpoint() : Optional.empty();
    transfers.giveUpCheckpoints(id, pause);
    AttemptLog.about(id, () -> LOG.info("ended: {}", ended.outcome()));
    boolean leavesFile = parts.attempts().ended(id, ended.outcome()).isPresent();
    tell(parts.attempts().startNext());
    if (leavesFile) {
      transfers.begin(id);
    }
  }
}
