package io.cellsearch.benchmarks.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One thing that is done to one process.
 *
 * @param at since the begin
 * @param target 0 for the coordinator, else a worker's number from 1
 * @param runner whether it is done to the worker's runner process instead
 * @param lasting until the process is started again, or continued
 */
record Strike(Duration at, int target, boolean runner, Kind kind, Duration lasting) {
  private static final int SHORTEST_PAUSE_MILLIS = 1_000;
  private static final int LONGEST_PAUSE_MILLIS = 5_000;
  private static final int LONGEST_ABSENCE_MILLIS = 3_000;
  private static final int LONGEST_STALL_MILLIS = 15_000;

  /** What is done. */
  enum Kind {
    /** {@code kill -9}, and a new start as a supervisor would do it. */
    KILL,
    /** SIGSTOP, and SIGCONT at last: shorter and longer than the cluster's patience. */
    STALL,
    /** SIGTERM, and a new start when the process has ended in order. */
    RESTART
  }

  /** The strikes of a seed. */
  static List<Strike> plan(long seed, int workers, Duration duration) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Strike> plan = new ArrayList<>();
    Duration at = pause(random);
    while (at.compareTo(duration) < 0) {
      plan.add(next(at, workers, random));
      at = at.plus(pause(random));
    }
    return plan;
  }

  private static Duration pause(SplittableRandom random) {
    return Duration.ofMillis(random.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
  }

  private static Strike next(Duration at, int workers, SplittableRandom random) {
    int target = random.nextInt(workers + 1);
    boolean runner = target > 0 && random.nextInt(3) == 0;
    // Nobody asks a runner to end but its worker.
    Kind kind = Kind.values()[random.nextInt(runner ? 2 : Kind.values().length)];
    int longest = kind == Kind.STALL ? LONGEST_STALL_MILLIS : LONGEST_ABSENCE_MILLIS;
    return new Strike(at, target, runner, kind, Duration.ofMillis(random.nextInt(longest)));
  }

  @Override
  public String toString() {
    String who = target == 0 ? "coordinator" : (runner ? "runner of " : "") + "worker-" + target;
    return "%7.3f s %-7s %s for %.1f s"
        .formatted(at.toMillis() / 1e3, kind, who, lasting.toMillis() / 1e3);
  }
}
