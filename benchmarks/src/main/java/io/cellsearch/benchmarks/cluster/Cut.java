package io.cellsearch.benchmarks.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One node that is cut off from all others.
 *
 * @param pause from its end to the next one
 * @param target 0 for the coordinator, else a worker's number from 1
 */
record Cut(int target, Length length, Network.Failure failure, Duration lasting, Duration pause) {
  private static final int SHORTEST_PAUSE_MILLIS = 3_000;
  private static final int LONGEST_PAUSE_MILLIS = 8_000;

  /**
   * How long, in terms of the cluster's patience: 5 s of missed heartbeats, then 7 s without a
   * change before anybody is removed, each a little late.
   */
  enum Length {
    /** Nobody is removed. */
    SHORT(1_000, 6_000),
    /** About as long as the decision takes, so that it may be made on one side alone. */
    NEAR(10_000, 18_000),
    /** The removed node's leases are over as well, and its trials are with others. */
    LONG(22_000, 40_000);

    private final int leastMillis;
    private final int mostMillis;

    Length(int leastMillis, int mostMillis) {
      this.leastMillis = leastMillis;
      this.mostMillis = mostMillis;
    }
  }

  private record Kind(boolean coordinator, Length length) {}

  /** The cuts of a seed: all lengths of a worker and of the coordinator, over and over again. */
  static List<Cut> plan(long seed, int workers, Duration duration) {
    Random random = new Random(seed);
    List<Cut> plan = new ArrayList<>();
    Duration all = Duration.ZERO;
    while (all.compareTo(duration) < 0) {
      for (Kind kind : shuffledKinds(random)) {
        Cut cut = next(kind, workers, random);
        plan.add(cut);
        all = all.plus(cut.lasting()).plus(cut.pause());
      }
    }
    return plan;
  }

  private static List<Kind> shuffledKinds(Random random) {
    List<Kind> kinds = new ArrayList<>();
    for (Length length : Length.values()) {
      kinds.add(new Kind(true, length));
      kinds.add(new Kind(false, length));
    }
    Collections.shuffle(kinds, random);
    return kinds;
  }

  private static Cut next(Kind kind, int workers, Random random) {
    Length length = kind.length();
    return new Cut(
        kind.coordinator() ? 0 : random.nextInt(1, workers + 1),
        length,
        Network.Failure.values()[random.nextInt(Network.Failure.values().length)],
        millis(length.leastMillis, length.mostMillis, random),
        millis(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, random));
  }

  private static Duration millis(int least, int most, Random random) {
    return Duration.ofMillis(random.nextInt(least, most));
  }

  @Override
  public String toString() {
    return "%-11s cut off for %4.1f s (%s), %s"
        .formatted(
            target == 0 ? "coordinator" : "worker-" + target,
            lasting.toMillis() / 1e3,
            length.name().toLowerCase(Locale.ROOT),
            failure.name().toLowerCase(Locale.ROOT));
  }
}
