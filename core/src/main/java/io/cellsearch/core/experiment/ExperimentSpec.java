package io.cellsearch.core.experiment;

import io.cellsearch.core.space.Domain;
import io.cellsearch.core.space.Parameter;
import io.cellsearch.core.space.ParameterValue;
import io.cellsearch.core.space.SearchSpace;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An experiment file after validation, with every default filled in.
 *
 * @param space all scalars of {@code model} and {@code training} by their paths, fixed ones as
 *     constants
 * @param cells the user's own cells by name, as text in the equation language
 * @param confirm what is trained again after the search; empty where nothing is
 */
public record ExperimentSpec(
    String name,
    List<String> labels,
    Task task,
    Metric metric,
    SearchSpace space,
    SearchSettings search,
    StoppingSettings earlyStopping,
    Limits limits,
    Retry retry,
    Resources resources,
    Map<String, String> cells,
    Optional<Confirm> confirm) {

  public ExperimentSpec {
    labels = List.copyOf(labels);
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** An experiment of which nothing is trained again. */
  public ExperimentSpec(
      String name,
      List<String> labels,
      Task task,
      Metric metric,
      SearchSpace space,
      SearchSettings search,
      StoppingSettings earlyStopping,
      Limits limits,
      Retry retry,
      Resources resources,
      Map<String, String> cells) {
    this(
        name,
        labels,
        task,
        metric,
        space,
        search,
        earlyStopping,
        limits,
        retry,
        resources,
        cells,
        Optional.empty());
  }

  /** The path of the parameter that bounds a trial's length; always a fixed value. */
  public static final String MAX_EPOCHS = "training.max_epochs";

  /** The most epochs that a trial runs. */
  public int maxEpochs() {
    for (Parameter parameter : space.parameters()) {
      if (parameter.path().equals(MAX_EPOCHS)
          && parameter.domain() instanceof Domain.Constant constant
          && constant.value() instanceof ParameterValue.Int epochs) {
        return Math.toIntExact(epochs.value());
      }
    }
    throw new IllegalStateException(name + " does not fix " + MAX_EPOCHS);
  }

  /** What the rule counts that compares trials. */
  public Resource resource() {
    return maxTime().isPresent() ? Resource.TIME : Resource.EPOCHS;
  }

  /** The training time at which a trial is at its end where time is the resource; else empty. */
  public Optional<Duration> maxTime() {
    return search.maxTime().or(earlyStopping::maxTime);
  }

  /** The most that a trial spends of the resource: epochs, or whole seconds. */
  public int maxResource() {
    return maxTime().map(most -> Math.toIntExact(most.toSeconds())).orElseGet(this::maxEpochs);
  }

  /** The measurement that ranks trials. */
  public record Metric(String name, Goal goal) {}

  /** Which way is better. */
  public enum Goal {
    MINIMIZE,
    MAXIMIZE
  }

  /** Why the search that is asked for is impossible, or empty: rule and value, for people. */
  public Optional<String> refusal() {
    if (search.pauses() && !(earlyStopping instanceof StoppingSettings.None)) {
      return Optional.of(
          "the ladder pauses and promotes by itself, so early stopping must be none, but got "
              + earlyStopping);
    }
    SearchSettings plain =
        search instanceof SearchSettings.PointsFirst first ? first.then() : search;
    if (plain instanceof SearchSettings.Bohb
        && !(earlyStopping instanceof StoppingSettings.Hyperband)) {
      return Optional.of(
          "bohb learns at the rungs of Hyperband, so early stopping must be hyperband, but got "
              + earlyStopping);
    }
    return search.refusal(space);
  }

  /**
   * Bounds of the whole experiment.
   *
   * @param maxTrials configurations that are tried; empty where epochs or time are the bound
   * @param maxEpochs epochs of all trials after which none is started; those that are worth more
   *     come to their ends
   */
  public record Limits(
      OptionalInt maxTrials,
      OptionalLong maxEpochs,
      OptionalInt maxConcurrentTrials,
      OptionalInt maxFailedTrials,
      Optional<Duration> maxDuration) {

    /** Bounds without one of the epochs of all trials. */
    public Limits(
        int maxTrials,
        OptionalInt maxConcurrentTrials,
        OptionalInt maxFailedTrials,
        Optional<Duration> maxDuration) {
      this(
          OptionalInt.of(maxTrials),
          OptionalLong.empty(),
          maxConcurrentTrials,
          maxFailedTrials,
          maxDuration);
    }
  }

  /** The two retry budgets; an empty number of worker losses is unlimited. */
  public record Retry(int maxRestarts, OptionalInt maxWorkerLosses) {}

  /**
   * What a trial needs and how urgent the experiment is: priority 0 to 100, higher first; weight
   * for fair share.
   */
  public record Resources(DeviceWish device, int slotsPerTrial, int priority, double weight) {}

  /** The device that a trial asks for. */
  public enum DeviceWish {
    ANY,
    CPU,
    GPU
  }
}
