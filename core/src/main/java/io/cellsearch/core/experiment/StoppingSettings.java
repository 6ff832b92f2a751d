package io.cellsearch.core.experiment;

import static io.cellsearch.core.experiment.Bounds.atLeast;

import java.time.Duration;
import java.util.Optional;

/**
 * How hopeless trials are ended early. A grace period counts the rule's resource: epochs, or whole
 * seconds of training time where there is a {@link #maxTime()}.
 */
public sealed interface StoppingSettings {

  /**
   * The training time at which a trial is at its end; given where time is the resource of the rule,
   * and empty where epochs are. A trial ends with the first epoch that has reached it, or with its
   * last epoch.
   */
  default Optional<Duration> maxTime() {
    return Optional.empty();
  }

  /** Every trial runs to its end. */
  record None() implements StoppingSettings {}

  /** Asynchronous successive halving, stopping form (Li et al. 2020). */
  record Asha(int gracePeriod, int reductionFactor, Variant variant, Optional<Duration> maxTime)
      implements StoppingSettings {
    public Asha {
      Bounds.ofRungs(gracePeriod, reductionFactor, maxTime);
    }

    /** The rule that counts epochs. */
    public Asha(int gracePeriod, int reductionFactor, Variant variant) {
      this(gracePeriod, reductionFactor, variant, Optional.empty());
    }
  }

  /** Asynchronous successive halving, promotion form: trials pause at every rung. */
  record AshaPromotion(int gracePeriod, int reductionFactor, Optional<Duration> maxTime)
      implements StoppingSettings {
    public AshaPromotion {
      Bounds.ofRungs(gracePeriod, reductionFactor, maxTime);
    }

    /** The rule that counts epochs. */
    public AshaPromotion(int gracePeriod, int reductionFactor) {
      this(gracePeriod, reductionFactor, Optional.empty());
    }
  }

  /** Successive halvings of growing patience side by side (Li et al. 2018). */
  record Hyperband(
      int gracePeriod, int reductionFactor, Variant variant, Optional<Duration> maxTime)
      implements StoppingSettings {
    public Hyperband {
      Bounds.ofRungs(gracePeriod, reductionFactor, maxTime);
    }

    /** The rule that counts epochs. */
    public Hyperband(int gracePeriod, int reductionFactor, Variant variant) {
      this(gracePeriod, reductionFactor, variant, Optional.empty());
    }
  }

  /** Progressive successive halving: the promotion form with a growing last rung. */
  record Pasha(int gracePeriod, int reductionFactor, Optional<Duration> maxTime)
      implements StoppingSettings {
    public Pasha {
      Bounds.ofRungs(gracePeriod, reductionFactor, maxTime);
    }

    /** The rule that counts epochs. */
    public Pasha(int gracePeriod, int reductionFactor) {
      this(gracePeriod, reductionFactor, Optional.empty());
    }
  }

  /**
   * The median rule, which compares trials at equal epochs, whatever these take.
   *
   * @param startupTrials completed trials before any is stopped; 5 by default
   * @param warmupEpochs epochs after which none is stopped yet; 0 by default
   */
  record Median(int startupTrials, int warmupEpochs) implements StoppingSettings {
    public Median {
      atLeast(1, "startup_trials", startupTrials);
      atLeast(0, "warmup_epochs", warmupEpochs);
    }
  }

  /** The two published rules at a rung, see SEARCH.md. */
  enum Variant {
    OPTUNA,
    QUANTILE
  }
}
