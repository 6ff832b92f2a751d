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

/**
 * An experiment file after validation, with every default filled in.
 *
 * @param space all scalars of {@code model} and {@code training} by their paths, fixed ones as
 *     constants
 * @param cells the user's own cells by name, as text in the equation language
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
    Map<String, String> cells) {

  public ExperimentSpec {
    labels = List.copyOf(labels);
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
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

  /** The measurement that ranks trials. */
  public record Metric(String name, Goal goal) {}

  /** Which way is better. */
  public enum Goal {
    MINIMIZE,
    MAXIMIZE
  }

  /** How configurations are suggested. */
  public sealed interface SearchSettings {
    long seed();

    /** Independent draws from the space. */
    record Random(long seed) implements SearchSettings {}
  }

  /** How hopeless trials are ended early. */
  public sealed interface StoppingSettings {
    /** Every trial runs to its end. */
    record None() implements StoppingSettings {}

    /** Asynchronous successive halving, stopping form (Li et al. 2020). Epochs are the resource. */
    record Asha(int gracePeriod, int reductionFactor, Variant variant)
        implements StoppingSettings {}

    /** The two published rules at a rung, see SEARCH.md. */
    enum Variant {
      OPTUNA,
      QUANTILE
    }
  }

  /** Bounds of the whole experiment. */
  public record Limits(
      int maxTrials,
      OptionalInt maxConcurrentTrials,
      OptionalInt maxFailedTrials,
      Optional<Duration> maxDuration) {}

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
