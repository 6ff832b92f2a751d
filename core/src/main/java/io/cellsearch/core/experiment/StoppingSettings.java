package io.cellsearch.core.experiment;

import static io.cellsearch.core.experiment.Bounds.atLeast;

/** How hopeless trials are ended early. */
public sealed interface StoppingSettings {
  /** Every trial runs to its end. */
  record None() implements StoppingSettings {}

  /** Asynchronous successive halving, stopping form (Li et al. 2020). Epochs are the resource. */
  record Asha(int gracePeriod, int reductionFactor, Variant variant) implements StoppingSettings {
    public Asha {
      Bounds.ofRungs(gracePeriod, reductionFactor);
    }
  }

  /** Asynchronous successive halving, promotion form: trials pause at every rung. */
  record AshaPromotion(int gracePeriod, int reductionFactor) implements StoppingSettings {
    public AshaPromotion {
      Bounds.ofRungs(gracePeriod, reductionFactor);
    }
  }

  /** Successive halvings of growing patience side by side (Li et al. 2018). */
  record Hyperband(int gracePeriod, int reductionFactor, Variant variant)
      implements StoppingSettings {
    public Hyperband {
      Bounds.ofRungs(gracePeriod, reductionFactor);
    }
  }

  /** Progressive successive halving: the promotion form with a growing last rung. */
  record Pasha(int gracePeriod, int reductionFactor) implements StoppingSettings {
    public Pasha {
      Bounds.ofRungs(gracePeriod, reductionFactor);
    }
  }

  /**
   * The median rule.
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
