package io.cellsearch.core.work;

import io.cellsearch.core.experiment.Task;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.core.trial.TrialId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a trial, with everything a runner needs but the bytes of the data.
 *
 * @param attempt counts the tries of this trial from 1
 * @param term the coordinator's term that made the assignment: older terms are fenced off
 * @param cells the user's own cells by name
 * @param seed of this trial: the same for every attempt
 */
public record Assignment(
    TrialId trial,
    int attempt,
    long term,
    Task task,
    Configuration configuration,
    Map<String, String> cells,
    long seed,
    Kind kind) {

  public Assignment {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** What is to be done. */
  public sealed interface Kind {
    /**
     * Train and keep the best weights as an artifact.
     *
     * @param from what the attempt goes on from; empty for the start
     * @param pauseAfter what the trial spends before it pauses unless it is told to go on: epochs,
     *     or seconds of training time where there is a {@code time}; empty where it trains to its
     *     end
     * @param time where the trial's training time bounds it
     */
    record Train(
        Optional<StoredCheckpoint> from, OptionalInt pauseAfter, Optional<TrainingTime> time)
        implements Kind {
      /** Train from the start to the end. */
      public static final Train FROM_START = new Train(Optional.empty(), OptionalInt.empty());

      public Train {
        if (pauseAfter.isPresent() && pauseAfter.getAsInt() < 1) {
          throw new IllegalArgumentException(
              "an attempt pauses after at least an epoch or a second, but got " + pauseAfter);
        }
      }

      /** Train and pause after an epoch. */
      public Train(Optional<StoredCheckpoint> from, OptionalInt pauseAfter) {
        this(from, pauseAfter, Optional.empty());
      }

      /** Train to the end. */
      public Train(Optional<StoredCheckpoint> from) {
        this(from, OptionalInt.empty());
      }
    }

    /** Evaluate stored weights on the test part, once, for the winner. */
    record Evaluate(String model) implements Kind {}
  }

  /** The artifacts that must be at hand before the attempt starts, by SHA-256. */
  public List<String> artifacts() {
    List<String> artifacts = new ArrayList<>(List.of(task.data()));
    if (kind instanceof Kind.Evaluate evaluate) {
      artifacts.add(evaluate.model());
    } else if (kind instanceof Kind.Train train) {
      train.from().map(StoredCheckpoint::sha256).ifPresent(artifacts::add);
    }
    return List.copyOf(artifacts);
  }
}
