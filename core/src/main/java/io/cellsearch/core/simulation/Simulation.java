package io.cellsearch.core.simulation;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.experiment.Resource;
import io.cellsearch.core.lifecycle.AttemptEnd;
import io.cellsearch.core.lifecycle.RetryPolicy;
import io.cellsearch.core.lifecycle.TrialProgress;
import io.cellsearch.core.random.Purpose;
import io.cellsearch.core.random.Seeds;
import io.cellsearch.core.search.SearchAction;
import io.cellsearch.core.search.SearchEvent;
import io.cellsearch.core.trial.TrialState;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One experiment on a number of slots in virtual time: an epoch of a trial takes a time that is the
 * trial's own. Every event is followed by a check of what must always hold; a breach names the seed
 * that replays it.
 */
public final class Simulation {
  private final ExperimentSpec spec;
  private final SimulatedCluster cluster;
  private final Workload load;
  private final Faults faults;
  private final long seed;
  private final UniformRandomProvider random;
  private final RetryPolicy retries;
  private final ReplayedSearch search;
  private final PriorityQueue<Arrival> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Arrival::time).thenComparingLong(Arrival::order));
  private final TreeMap<Integer, SimulatedTrial> trials = new TreeMap<>();
  private final Deque<SimulatedTrial> waiting = new ArrayDeque<>();
  private double now;
  private long order;
  private int running;
  private long epochs;
  private int resumes;
  private int stale;
  private double busy;
  private double climbing;
  private boolean timeOver;

  /** Something that reaches the coordinator; an epoch of 0 is the loss of the attempt's worker. */
  private record Arrival(double time, long order, int trial, int attempt, int epoch) {}

  private Simulation(
      ExperimentSpec spec, SimulatedCluster cluster, Workload load, Faults faults, long seed) {
    this.spec = spec;
    this.cluster = cluster;
    this.load = load;
    this.faults = faults;
    this.seed = seed;
    this.random = Seeds.stream(Seeds.child(seed, 0, Purpose.SIMULATION));
    this.retries = new RetryPolicy(spec.retry());
    this.search = new ReplayedSearch(spec);
  }

  /**
   * Runs an experiment to its end.
   *
   * @throws IllegalStateException if something that must always hold does not; the message has the
   *     seed
   */
  public static SimulationResult run(
      ExperimentSpec spec, SimulatedCluster cluster, Workload load, Faults faults, long seed) {
    return new Simulation(spec, cluster, load, faults, seed).run();
  }

  /** The same without a limit of time. */
  public static SimulationResult run(
      ExperimentSpec spec, int slots, LossCurve curve, Faults faults, long seed) {
    return run(spec, SimulatedCluster.of(slots), Workload.of(curve, seed), faults, seed);
  }

  private SimulationResult run() {
    fill();
    while (!queue.isEmpty() && !search.finished()) {
      Arrival arrival = queue.remove();
      now = arrival.time();
      watchTheTime();
      receive(arrival);
      if (random.nextDouble() < faults.restart()) {
        check(search.restart(), "a replay decides as the first run did");
      }
      fill();
      check(running <= cluster.slots(), "no more trials run than there are slots");
    }
    check(search.finished(), "the search comes to an end");
    return result();
  }

  private void watchTheTime() {
    if (!timeOver && now >= cluster.timeLimit().orElse(Double.POSITIVE_INFINITY)) {
      timeOver = true;
      tell(new SearchEvent.TimeOver());
    }
  }

  private void fill() {
    while (running < cluster.slots() && !search.finished()) {
      if (waiting.isEmpty()) {
        tell(new SearchEvent.TrialRequested());
      }
      // What was promoted may be running still.
      SimulatedTrial next = waiting.poll();
      if (next == null) {
        return;
      }
      assign(next);
    }
  }

  private void assign(SimulatedTrial trial) {
    trial.assigned();
    running++;
    int left = spec.maxEpochs() - trial.epoch();
    int lost = random.nextDouble() < faults.loss() ? 1 + random.nextInt(left) : 0;
    if (lost > 0) {
      schedule(now + lost * trial.pace(), trial, 0);
      if (random.nextDouble() < faults.late()) {
        schedule(now + (lost + 2) * trial.pace(), trial, trial.epoch() + lost);
      }
    }
    schedule(now + trial.pace(), trial, trial.epoch() + 1);
  }

  private void schedule(double time, SimulatedTrial trial, int epoch) {
    queue.add(new Arrival(time, order++, trial.number(), trial.progress().attempt(), epoch));
  }

  private void receive(Arrival arrival) {
    SimulatedTrial trial = trial(arrival.trial());
    boolean current = trial.progress().isCurrent(arrival.attempt());
    if (!current || arrival.epoch() > 0 && arrival.epoch() <= trial.epoch()) {
      stale++;
    } else if (arrival.epoch() == 0) {
      end(trial, new AttemptEnd.WorkerLost());
    } else {
      report(trial, arrival.epoch());
    }
  }

  private void report(SimulatedTrial trial, int epoch) {
    check(epoch == trial.epoch() + 1, "an attempt reports every epoch");
    trial.reported(epoch);
    epochs++;
    if (random.nextDouble() < faults.duplicate()) {
      schedule(now + 0.1, trial, epoch);
    }
    busy += trial.pace();
    climbing += trial.promoted() ? trial.pace() : 0;
    double loss = load.curve().loss(trial.number(), epoch);
    List<SearchAction> actions =
        tell(new SearchEvent.Reported(trial.number(), epoch, loss, seconds(trial)));
    boolean stopped = actions.contains(new SearchAction.Stop(trial.number()));
    if (!Double.isFinite(loss)) {
      end(trial, new AttemptEnd.Diverged());
    } else if (stopped || isAtItsEnd(trial)) {
      end(trial, new AttemptEnd.Trained(stopped));
    } else if (actions.contains(new SearchAction.Pause(trial.number()))) {
      pause(trial);
    } else {
      check(spent(trial) < search.target(trial.number()), "no trial trains beyond its target");
      schedule(now + trial.pace(), trial, epoch + 1);
    }
  }

  private double spent(SimulatedTrial trial) {
    return spec.resource() == Resource.TIME
        ? trial.time() * cluster.secondsPerEpoch()
        : trial.epoch();
  }

  /** What a report says of the time, where it matters. */
  private OptionalDouble seconds(SimulatedTrial trial) {
    return spec.resource() == Resource.TIME
        ? OptionalDouble.of(trial.time() * cluster.secondsPerEpoch())
        : OptionalDouble.empty();
  }

  private boolean isAtItsEnd(SimulatedTrial trial) {
    return trial.epoch() == spec.maxEpochs()
        || spec.resource() == Resource.TIME
            && trial.time() * cluster.secondsPerEpoch() >= spec.maxResource();
  }

  /** The worker may be lost before the checkpoint is safe. */
  private void pause(SimulatedTrial trial) {
    if (random.nextDouble() < faults.loss()) {
      end(trial, new AttemptEnd.WorkerLost());
      return;
    }
    trial.saved();
    end(trial, new AttemptEnd.Paused());
  }

  private void end(SimulatedTrial trial, AttemptEnd how) {
    TrialProgress after = retries.after(trial.progress(), how);
    if (after.state() == TrialState.QUEUED && search.rests(trial.number())) {
      // Lost on its way to a pause, with nothing left to do.
      after = after.rested();
    }
    trial.is(after);
    running--;
    check(running >= 0, "an attempt ends once");
    if (after.state() == TrialState.QUEUED) {
      waiting.add(trial);
    } else if (after.state() != TrialState.PAUSED) {
      tell(new SearchEvent.Ended(trial.number(), after.state()));
    }
  }

  /** Gives the search an event and does what it says. */
  private List<SearchAction> tell(SearchEvent event) {
    List<SearchAction> actions = search.on(event);
    for (SearchAction action : actions) {
      if (action instanceof SearchAction.Start start) {
        start(start);
      } else if (action instanceof SearchAction.Promote promote) {
        promote(trial(promote.trial()), promote.target());
      } else if (action instanceof SearchAction.Stop stop) {
        stop(trial(stop.trial()));
      }
    }
    return actions;
  }

  private void start(SearchAction.Start start) {
    SimulatedTrial trial = new SimulatedTrial(start.trial(), load.pace());
    check(trials.put(start.trial(), trial) == null, "a trial starts once");
    waiting.add(trial);
  }

  private void promote(SimulatedTrial trial, int target) {
    check(!trial.state().terminal(), "nothing happens to a trial that has ended");
    check(target > mostSpent(trial), "a promotion leads further");
    trial.promote();
    if (trial.state() == TrialState.PAUSED) {
      trial.is(trial.progress().promoted());
      resumes++;
      waiting.add(trial);
    }
  }

  private void stop(SimulatedTrial trial) {
    if (trial.state() == TrialState.PAUSED) {
      trial.is(trial.progress().stopped());
      tell(new SearchEvent.Ended(trial.number(), trial.state()));
    }
  }

  private SimulatedTrial trial(int number) {
    return Optional.ofNullable(trials.get(number))
        .orElseThrow(
            () ->
                new IllegalStateException("trial " + number + " was never started; seed " + seed));
  }

  private void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException(rule + ": broken at time " + now + " with seed " + seed);
    }
  }

  /** Where a trial ended, see {@link SimulationResult#stages}. */
  private int level(SimulatedTrial trial) {
    if (trial.state() == TrialState.COMPLETED && spec.resource() == Resource.TIME) {
      return spec.maxResource();
    }
    if (trial.state() == TrialState.COMPLETED || search.levels().isEmpty()) {
      return trial.furthest();
    }
    double spent = mostSpent(trial);
    return search.levels().stream().filter(level -> level <= spent).reduce(0, Math::max);
  }

  /** What any attempt of a trial has spent at most: epochs, or seconds. */
  private double mostSpent(SimulatedTrial trial) {
    return spec.resource() == Resource.TIME
        ? trial.longest() * cluster.secondsPerEpoch()
        : trial.furthest();
  }

  private SimulationResult result() {
    double share = busy == 0 ? 0 : climbing / busy;
    return SimulationResult.of(
        trials.values(),
        this::level,
        new SimulationResult.Work(epochs, resumes, now, stale, share),
        search);
  }
}
