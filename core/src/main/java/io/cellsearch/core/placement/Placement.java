package io.cellsearch.core.placement;

import io.cellsearch.core.experiment.ExperimentSpec.DeviceWish;
import io.cellsearch.core.trial.ExperimentId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses the experiment whose trial a free slot gets: those that fit the device, of them those of
 * the highest priority, of them the one with the fewest running slots per weight; ties go to the
 * one at the front of the queue.
 */
public final class Placement {
  private static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::priority)
          .reversed()
          .thenComparingDouble(candidate -> candidate.running() / candidate.weight())
          .thenComparingLong(Candidate::order);

  private Placement() {}

  /** What a worker's slots are on. */
  public enum Device {
    CPU,
    GPU
  }

  /**
   * An experiment that has a trial to give.
   *
   * @param order position in a queue, for instance of those that were served longest ago
   * @param running slots that its trials hold
   * @param limit most slots that it may hold
   */
  public record Candidate(
      ExperimentId experiment,
      long order,
      DeviceWish wish,
      int priority,
      double weight,
      int running,
      OptionalInt limit) {

    public Candidate {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("a weight must be positive, but got " + weight);
      }
    }

    /** Whether its trials may run on a device. */
    public boolean accepts(Device device) {
      return wish == DeviceWish.ANY
          || (wish == DeviceWish.CPU && device == Device.CPU)
          || (wish == DeviceWish.GPU && device == Device.GPU);
    }

    boolean fits(Device device) {
      return accepts(device) && (limit.isEmpty() || running < limit.getAsInt());
    }
  }

  /** The experiment to take a trial from; empty where none fits. */
  public static Optional<ExperimentId> choose(Device device, Collection<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.fits(device))
        .min(ORDER)
        .map(Candidate::experiment);
  }
}
