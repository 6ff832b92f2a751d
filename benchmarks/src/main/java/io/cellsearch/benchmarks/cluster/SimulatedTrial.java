package io.cellsearch.benchmarks.cluster;

import io.cellsearch.core.trial.EpochReport;
import io.cellsearch.core.trial.Metrics;
import io.cellsearch.core.work.Assignment;
import io.cellsearch.core.work.Outcome;
import io.cellsearch.protocol.AttemptId;
import io.cellsearch.protocol.AttemptReport;
import io.cellsearch.protocol.ReportId;
import io.cellsearch.protocol.ToCoordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * An attempt that only reports, a few epochs at a time: the next ones when those are acknowledged,
 * or at a pace, whether those before were acknowledged or not.
 */
final class SimulatedTrial {
  private final Assignment assignment;
  private final Shape shape;
  private final TreeMap<Integer, Waiting> waiting = new TreeMap<>();
  private int made;
  private long dueNanos;

  /**
   * How it reports.
   *
   * @param window reports in a message
   * @param paceNanos from one message to the next; 0 where that waits until the one before is
   *     acknowledged
   */
  record Shape(int epochs, int window, long paceNanos) {}

  private record Waiting(AttemptReport report, long dueNanos) {}

  /**
   * A trial that begins.
   *
   * @param nowNanos a reading of the monotonic clock
   */
  SimulatedTrial(Assignment assignment, Shape shape, long nowNanos) {
    this.assignment = assignment;
    this.shape = shape;
    this.dueNanos = nowNanos;
  }

  AttemptId id() {
    return AttemptId.of(assignment);
  }

  int made() {
    return made;
  }

  /** Whether all of its reports were made and acknowledged. */
  boolean isOver() {
    return made == shape.epochs() && waiting.isEmpty();
  }

  ToCoordinator.AttemptEnded end() {
    Outcome outcome = new Outcome.Trained(made, made, Optional.empty(), false);
    return new ToCoordinator.AttemptEnded(id(), assignment.term(), made, 0, outcome);
  }

  /** Messages that are due, however late; each is given once. */
  List<List<AttemptReport>> due(long nowNanos) {
    if (shape.paceNanos() == 0) {
      dueNanos = waiting.isEmpty() ? nowNanos : Long.MAX_VALUE;
    }
    List<List<AttemptReport>> messages = new ArrayList<>();
    while (made < shape.epochs() && dueNanos <= nowNanos) {
      messages.add(make());
      dueNanos = shape.paceNanos() == 0 ? Long.MAX_VALUE : dueNanos + shape.paceNanos();
    }
    return messages;
  }

  /** How long until the next message is due by its pace; empty where none will be. */
  OptionalLong nanosUntilDue(long nowNanos) {
    return shape.paceNanos() == 0 || made == shape.epochs()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, dueNanos - nowNanos));
  }

  private List<AttemptReport> make() {
    List<AttemptReport> message = new ArrayList<>();
    int to = Math.min(made + shape.window(), shape.epochs());
    while (made < to) {
      made++;
      double loss = 1.0 / (made + assignment.trial().number());
      EpochReport report =
          new EpochReport(made, made, loss, loss, new Metrics(Map.of("mae", loss)), made * 0.01);
      message.add(new AttemptReport(id(), assignment.term(), report));
    }
    message.forEach(each -> waiting.put(each.report().step(), new Waiting(each, dueNanos)));
    return message;
  }

  /** What was sent and not acknowledged. */
  List<AttemptReport> waiting() {
    return waiting.values().stream().map(Waiting::report).toList();
  }

  /** Reports are stored; gives when those of them that still waited were due, one for each. */
  List<Long> acknowledged(List<ReportId> reports) {
    List<Long> due = new ArrayList<>();
    for (ReportId report : reports) {
      Waiting stored = report.id().equals(id()) ? waiting.remove(report.step()) : null;
      if (stored != null) {
        due.add(stored.dueNanos());
      }
    }
    return due;
  }
}
