package io.cellsearch.core.simulation;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.Search;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One experiment on a number of slots in virtual time: an epoch of a trial takes a time between 0.5
 * and 1.5 that is the trial's own. Every event is followed by a check of what must always hold; a
 * breach names the seed that replays it.
 */
public final class Simulation {
  private final ExperimentSpec spec;
  private final int slots;
  private final LossCurve curve;
  private final Faults faults;
  private final long seed;
  private final UniformRandomProvider random;
  private final RetryPolicy retries;
  private final PriorityQueue<Arrival> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Arrival::time).thenComparingLong(Arrival::order));
  private final Map<Integer, TrialProgress> trials = new HashMap<>();
  private final Map<Integer, Integer> lastEpochs = new HashMap<>();
  private final Map<Integer, Integer> steps = new HashMap<>();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final List<SearchEvent> events = new ArrayList<>();
  private final List<List<SearchAction>> decisions = new ArrayList<>();
  private Search search;
  private double now;
  private long order;
  private int running;
  private long epochs;
  private int stale;
  private int restarts;

  /** Something that reaches the coordinator; an epoch of 0 is the loss of the attempt's worker. */
  private record Arrival(double time, long order, int trial, int attempt, int epoch) {}

  private Simulation(ExperimentSpec spec, int slots, LossCurve curve, Faults faults, long seed) {
    this.spec = spec;
    this.slots = slots;
    this.curve = curve;
    this.faults = faults;
    this.seed = seed;
    this.random = Seeds.stream(Seeds.child(seed, 0, Purpose.SIMULATION));
    this.retries = new RetryPolicy(spec.retry());
    this.search = Search.create(spec);
  }

  /**
   * Runs an experiment to its end.
   *
   * @throws IllegalStateException if something that must always hold does not; the message has the
   *     seed
   */
  public static SimulationResult run(
      ExperimentSpec spec, int slots, LossCurve curve, Faults faults, long seed) {
    if (slots < 1) {
      throw new IllegalArgumentException("at least one slot is needed, but got " + slots);
    }
    return new Simulation(spec, slots, curve, faults, seed).run();
  }

  private SimulationResult run() {
    fill();
    while (!queue.isEmpty() && search.finished().isEmpty()) {
      Arrival arrival = queue.remove();
      now = arrival.time();
      receive(arrival);
      if (random.nextDouble() < faults.restart()) {
        restart();
      }
      fill();
      check(running <= slots, "no more trials run than there are slots");
    }
    check(search.finished().isPresent(), "the search comes to an end");
    return result();
  }

  private void fill() {
    while (running < slots && search.finished().isEmpty()) {
      if (waiting.isEmpty() && !tell(new SearchEvent.TrialRequested())) {
        return;
      }
      assign(waiting.remove());
    }
  }

  private void assign(int trial) {
    TrialProgress next = progress(trial).assigned();
    trials.put(trial, next);
    running++;
    int lost = random.nextDouble() < faults.loss() ? 1 + random.nextInt(spec.maxEpochs()) : 0;
    double pace = pace(trial);
    if (lost > 0) {
      schedule(now + lost * pace, trial, next.attempt(), 0);
      if (random.nextDouble() < faults.late()) {
        schedule(now + (lost + 2) * pace, trial, next.attempt(), lost);
      }
    }
    steps.put(trial, 0);
    schedule(now + pace, trial, next.attempt(), 1);
  }

  private void schedule(double time, int trial, int attempt, int epoch) {
    queue.add(new Arrival(time, order++, trial, attempt, epoch));
  }

  private double pace(int trial) {
    return Seeds.stream(Seeds.child(seed, trial, Purpose.TRIAL)).nextDouble(0.5, 1.5);
  }

  private void receive(Arrival arrival) {
    TrialProgress trial = progress(arrival.trial());
    if (!trial.isCurrent(arrival.attempt())) {
      stale++;
      return;
    }
    if (arrival.epoch() == 0) {
      end(arrival.trial(), new AttemptEnd.WorkerLost());
      return;
    }
    if (arrival.epoch() <= steps.getOrDefault(arrival.trial(), 0)) {
      stale++;
      return;
    }
    steps.put(arrival.trial(), arrival.epoch());
    epochs++;
    lastEpochs.merge(arrival.trial(), arrival.epoch(), Math::max);
    if (random.nextDouble() < faults.duplicate()) {
      schedule(now + 0.1, arrival.trial(), arrival.attempt(), arrival.epoch());
    }
    double loss = curve.loss(arrival.trial(), arrival.epoch());
    boolean stopped = tell(new SearchEvent.Reported(arrival.trial(), arrival.epoch(), loss));
    if (!Double.isFinite(loss)) {
      end(arrival.trial(), new AttemptEnd.Diverged());
    } else if (stopped || arrival.epoch() == spec.maxEpochs()) {
      end(arrival.trial(), new AttemptEnd.Trained(stopped));
    } else {
      schedule(
          now + pace(arrival.trial()), arrival.trial(), arrival.attempt(), arrival.epoch() + 1);
    }
  }

  private void end(int trial, AttemptEnd how) {
    TrialProgress after = retries.after(progress(trial), how);
    trials.put(trial, after);
    running--;
    check(running >= 0, "an attempt ends once");
    if (after.state() == TrialState.QUEUED) {
      waiting.add(trial);
    } else {
      tell(new SearchEvent.Ended(trial, after.state()));
    }
  }

  /** Gives the search an event and does what it says; true if it wants something done now. */
  private boolean tell(SearchEvent event) {
    List<SearchAction> actions = search.on(event);
    events.add(event);
    decisions.add(actions);
    for (SearchAction action : actions) {
      if (action instanceof SearchAction.Start start) {
        check(trials.put(start.trial(), TrialProgress.NEW) == null, "a trial starts once");
        waiting.add(start.trial());
      }
    }
    return !actions.isEmpty();
  }

  /** A coordinator that restarts has its events only. */
  private void restart() {
    restarts++;
    Search again = Search.create(spec);
    for (int i = 0; i < events.size(); i++) {
      check(
          again.on(events.get(i)).equals(decisions.get(i)),
          "a replay decides as the first run did");
    }
    search = again;
  }

  private TrialProgress progress(int trial) {
    TrialProgress progress = trials.get(trial);
    if (progress == null) {
      throw new IllegalStateException("trial " + trial + " was never started; seed " + seed);
    }
    return progress;
  }

  private void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException(rule + ": broken at time " + now + " with seed " + seed);
    }
  }

  private SimulationResult result() {
    Map<Integer, Integer> byEpochs = new TreeMap<>();
    Map<TrialState, Integer> states = new TreeMap<>();
    trials.forEach(
        (trial, progress) -> {
          byEpochs.merge(lastEpochs.getOrDefault(trial, 0), 1, Integer::sum);
          states.merge(progress.state(), 1, Integer::sum);
        });
    return new SimulationResult(
        trials.size(),
        epochs,
        now,
        stale,
        restarts,
        search.finished().orElseThrow(),
        byEpochs,
        states);
  }
}
