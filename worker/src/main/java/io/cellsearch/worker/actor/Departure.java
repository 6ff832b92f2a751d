package io.cellsearch.worker.actor;

import akka.Done;
import akka.actor.typed.javadsl.TimerScheduler;
import io.cellsearch.protocol.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a worker in order: its attempts pause and go back to the coordinator. When the last
 * one is there, or the grace is over, the worker says goodbye; what it still holds then goes to
 * others from the checkpoint before.
 */
final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  private final TimerScheduler<WorkerMessage> timers;
  private final WorkerParts parts;
  private final CoordinatorLink link;
  private final RunnerLink runner;
  private final List<CompletableFuture<Done>> waiting = new ArrayList<>();
  private boolean over;

  /** The grace is over. */
  record GraceOver() implements WorkerMessage {}

  Departure(
      TimerScheduler<WorkerMessage> timers,
      WorkerParts parts,
      CoordinatorLink link,
      RunnerLink runner) {
    this.timers = timers;
    this.parts = parts;
    this.link = link;
    this.runner = runner;
  }

  /** Begins; another word only changes how much grace there is. */
  void begin(WorkerActor.Leave leave) {
    waiting.add(leave.left());
    if (over || leave.grace().isZero()) {
      end();
      return;
    }
    timers.startSingleTimer(new GraceOver(), leave.grace());
    if (!link.isClosing()) {
      link.close();
      LOG.info("leaves, and hands {} attempts back", parts.attempts().ids().size());
      handBack();
    }
    check();
  }

  /** Gives back what is held, and what was on its way to here. */
  void handBack() {
    runner.tell(parts.attempts().handBack());
    link.passOn();
  }

  /** Ends when nothing is held any more. */
  void check() {
    if (link.isClosing() && parts.attempts().ids().isEmpty()) {
      end();
    }
  }

  /** Says goodbye. */
  void end() {
    if (!over) {
      over = true;
      link.leave();
    }
    waiting.forEach(left -> left.complete(Done.getInstance()));
    waiting.clear();
  }
}
