package io.cellsearch.coordinator.scheduler;

import io.cellsearch.coordinator.store.NewExperiment;
import io.cellsearch.coordinator.store.StoreCommand;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.core.trial.TrialId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the trials of an experiment need of a slot's memory, and which of them wait for it. */
final class MemoryNeeds {
  private static final double GIB = 1L << 30;

  private final NewExperiment submission;
  private final MemoryNeed need;
  private final Map<Integer, Long> known = new HashMap<>();

  /** The reason that was told of each trial that waits. */
  private final Map<Integer, String> told = new TreeMap<>();

  MemoryNeeds(NewExperiment submission, MemoryNeed need) {
    this.submission = submission;
    this.need = need;
  }

  /** The trials that a slot with so many bytes can hold. */
  Predicate<TrialRun> fitting(long memory) {
    return trial -> bytes(trial) <= memory;
  }

  private long bytes(TrialRun trial) {
    return known.computeIfAbsent(
        trial.number(),
        number -> need.bytes(submission.spec(), submission.data(), trial.configuration()));
  }

  /** A trial waited for memory when an earlier coordinator last looked. */
  void restore(TrialRun trial, Optional<String> waitsFor) {
    waitsFor.ifPresent(reason -> told.put(trial.number(), reason));
  }

  /**
   * Says of the trials that wait whether any slot can hold them, where that has changed.
   *
   * @param largest bytes of the largest slot that the experiment may use; empty where there is none
   */
  void explain(List<TrialRun> waiting, OptionalLong largest, Decision out) {
    Set<Integer> numbers = waiting.stream().map(TrialRun::number).collect(Collectors.toSet());
    for (int number : List.copyOf(told.keySet())) {
      if (!numbers.contains(number)) {
        tell(new TrialId(submission.id(), number), Optional.empty(), out);
      }
    }
    if (largest.isEmpty()) {
      return;
    }
    for (TrialRun trial : waiting) {
      Optional<String> reason = reason(trial, largest.getAsLong());
      if (!reason.equals(Optional.ofNullable(told.get(trial.number())))) {
        tell(trial.id(), reason, out);
        trial.show(OptionalDouble.empty(), out);
      }
    }
  }

  private void tell(TrialId trial, Optional<String> reason, Decision out) {
    out.write(new StoreCommand.SetWaiting(trial, reason));
    told.remove(trial.number());
    reason.ifPresent(text -> told.put(trial.number(), text));
  }

  /** A trial has a slot; the store forgets the reason by itself. */
  void placed(TrialRun trial) {
    told.remove(trial.number());
  }

  private Optional<String> reason(TrialRun trial, long largest) {
    return bytes(trial) <= largest
        ? Optional.empty()
        : Optional.of(
            "needs %s of memory, but the largest slot of any worker has %s"
                .formatted(gibibytes(bytes(trial)), gibibytes(largest)));
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", bytes / GIB);
  }

  /** How many trials wait for a slot with more memory. */
  int waiting() {
    return told.size();
  }
}
