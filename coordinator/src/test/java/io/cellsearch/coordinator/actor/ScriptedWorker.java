package io.cellsearch.coordinator.actor;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.core.work.StoredCheckpoint;
import io.cellsearch.core.work.TrainingTime;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator.AttemptEnded;
import io.cellsearch.protocol.ToWorker;
import io.cellsearch.protocol.WorkerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A worker's half of the protocol without a runner: it says again what was not acknowledged. The
 * losses of a trial follow from its seed, as they do in training.
 */
public final class ScriptedWorker {
  /** Every trial runs this long unless it is stopped. */
  static final int EPOCHS = 4;

  /** Steps that an attempt waits for a word where it is to pause. */
  private static final int PATIENCE = 2;

  private final WorkerId id;
  private final int slots;
  private final TreeMap<AttemptId, Held> held = new TreeMap<>();
  private long term;

  /** An attempt, how far it is, and how it ended. */
  public static final class Held {
    private final Assignment assignment;
    private int steps;
    private int acknowledged;
    private double pauseAfter;
    private int pausesAt;
    private int waited;
    private boolean stopped;
    private boolean handedBack;
    private int companions;
    private Optional<Outcome> outcome = Optional.empty();

    private Held(Assignment assignment) {
      this.assignment = assignment;
      this.pauseAfter =
          assignment.kind() instanceof Assignment.Kind.Train train
              ? train.pauseAfter().orElse(Integer.MAX_VALUE)
              : EPOCHS;
    }

    AttemptId id() {
      return AttemptId.of(assignment);
    }

    /** What an epoch takes: every second attempt of a trial is on a slower machine. */
    private double pace() {
      return assignment.attempt() % 2 == 1 ? 1 : 1.5;
    }

    private Optional<TrainingTime> time() {
      return assignment.kind() instanceof Assignment.Kind.Train train
          ? train.time()
          : Optional.empty();
    }

    /** Epochs, or seconds where these bound the trial. */
    private double spent() {
      return time().map(time -> time.spent() + steps * pace()).orElse((double) from() + steps);
    }

    private boolean isAtItsEnd() {
      return from() + steps == EPOCHS || time().filter(time -> spent() >= time.most()).isPresent();
    }

    boolean isEvaluation() {
      return assignment.kind() instanceof Assignment.Kind.Evaluate;
    }

    boolean isOver() {
      return outcome.isPresent();
    }

    /** The epoch that it went on from, 0 for the start. */
    private int from() {
      return assignment.kind() instanceof Assignment.Kind.Train train
          ? train.from().map(StoredCheckpoint::epoch).orElse(0)
          : 0;
    }

    /** What could be gone on from: all that comes before it is acknowledged. */
    Optional<StoredCheckpoint> checkpoint() {
      return acknowledged == 0
          ? Optional.empty()
          : Optional.of(new StoredCheckpoint(model(), from() + acknowledged));
    }

    /** Trains one epoch, or ends where that was the last one. */
    public void goOn() {
      if (isOver()) {
        return;
      }
      if (isEvaluation()) {
        outcome = Optional.of(new Outcome.Evaluated(1 + loss(assignment, 1), Metrics.NONE));
      } else if (stopped || isAtItsEnd()) {
        outcome =
            Optional.of(new Outcome.Trained(from() + steps, 1, Optional.of(model()), stopped));
      } else if (handedBack) {
        pause(from() + steps);
      } else if (spent() >= pauseAfter) {
        rest(from() + steps);
      } else {
        steps++;
        if (Double.isNaN(loss(assignment, from() + steps))) {
          outcome = Optional.of(new Outcome.Diverged(from() + steps));
        }
      }
    }

    /** Waits for a word, and pauses without it. */
    private void rest(int epoch) {
      waited++;
      if (pausesAt == epoch || waited > PATIENCE) {
        pause(epoch);
      }
    }

    private void pause(int epoch) {
      Optional<StoredCheckpoint> checkpoint =
          epoch == 0 ? Optional.empty() : Optional.of(new StoredCheckpoint(model(), epoch));
      outcome = Optional.of(new Outcome.Paused(epoch, checkpoint));
    }

    private void hear(ToWorker.GoOn word) {
      pauseAfter = Math.max(pauseAfter, word.target());
      waited = 0;
    }

    void end(Outcome how, int others) {
      if (!isOver()) {
        outcome = Optional.of(how);
        companions = others;
      }
    }

    private String model() {
      return String.format("%064x", assignment.seed());
    }

    public List<AttemptReport> unacknowledged() {
      List<AttemptReport> reports = new ArrayList<>();
      for (int step = acknowledged + 1; step <= steps; step++) {
        int epoch = from() + step;
        double loss = loss(assignment, epoch);
        reports.add(
            new AttemptReport(
                id(),
                assignment.term(),
                new EpochReport(step, epoch, loss, loss, Metrics.NONE, step * pace())));
      }
      return reports;
    }

    public Optional<AttemptEnded> end() {
      return outcome.map(how -> new AttemptEnded(id(), assignment.term(), steps, companions, how));
    }
  }

  public ScriptedWorker(String name, int slots) {
    this.id = new WorkerId(name);
    this.slots = slots;
  }

  /** Falls from epoch to epoch; a few trials of the experiment "odd" diverge. */
  private static double loss(Assignment assignment, int epoch) {
    long digits = Math.floorMod(assignment.seed(), 1000L);
    boolean odd = assignment.trial().experiment().value().equals("odd");
    return odd && epoch == 2 && digits % 4 == 0 ? Double.NaN : loss(assignment.seed(), epoch);
  }

  /** The loss of a trial that does not diverge. */
  static double loss(long seed, int epoch) {
    return Math.floorMod(seed, 1000L) / 1000.0 + 1.0 / epoch;
  }

  public WorkerId id() {
    return id;
  }

  public int slots() {
    return slots;
  }

  public List<AttemptId> ids() {
    return List.copyOf(held.keySet());
  }

  public List<Held> held() {
    return List.copyOf(held.values());
  }

  public int free() {
    return Math.max(0, slots - held.size());
  }

  /** Forgets an attempt as a restart without a trace would. */
  void forget(AttemptId attempt) {
    held.remove(attempt);
  }

  public void hear(ToWorker message) {
    if (message instanceof ToWorker.Welcome welcome) {
      term = Math.max(term, welcome.term());
    } else if (message instanceof ToWorker.Assign assign) {
      if (assign.assignment().term() >= term) {
        held.putIfAbsent(AttemptId.of(assign.assignment()), new Held(assign.assignment()));
      }
    } else if (message instanceof ToWorker.Ack ack) {
      ack.reports().forEach(this::acknowledged);
    } else if (message instanceof ToWorker.AckEnded ack) {
      held.remove(ack.id());
    } else if (message instanceof ToWorker.StopTrial stop) {
      Optional.ofNullable(held.get(stop.id())).ifPresent(attempt -> attempt.stopped = true);
    } else if (message instanceof ToWorker.GoOn word) {
      Optional.ofNullable(held.get(word.id())).ifPresent(attempt -> attempt.hear(word));
    } else if (message instanceof ToWorker.PauseTrial pause) {
      Optional.ofNullable(held.get(pause.id()))
          .ifPresent(attempt -> attempt.pausesAt = pause.atEpoch());
    } else if (message instanceof ToWorker.HandBack back) {
      Optional.ofNullable(held.get(back.id())).ifPresent(attempt -> attempt.handedBack = true);
    } else if (message instanceof ToWorker.Abandon abandon) {
      held.remove(abandon.id());
    }
  }

  private void acknowledged(ReportId report) {
    Optional.ofNullable(held.get(report.id()))
        .ifPresent(attempt -> attempt.acknowledged = Math.max(attempt.acknowledged, report.step()));
  }
}
