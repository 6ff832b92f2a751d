package io.cellsearch.training.optimize;

/** Which optimizer, with its constants; the learning rate comes with each step. */
public sealed interface OptimizerSpec {

  /** A fresh optimizer for flat arrays of that length, to which all numbers are weights. */
  Optimizer create(int length);

  /** A fresh optimizer for flat arrays of which some numbers are weights. */
  default Optimizer create(Weights weights) {
    return create(weights.length());
  }

  /**
   * Adam (Kingma and Ba 2015, algorithm 1).
   *
   * @param beta1 decay of the mean of gradients; theirs is 0.9
   * @param beta2 decay of the mean of squared gradients; theirs is 0.999
   * @param epsilon added to the root; theirs is 1e-8
   */
  record Adam(double beta1, double beta2, double epsilon) implements OptimizerSpec {
    /** The paper's constants. */
    public static final Adam STANDARD = new Adam(0.9, 0.999, 1e-8);

    public Adam {
      share("beta1", beta1);
      share("beta2", beta2);
      positive("epsilon", epsilon);
    }

    @Override
    public Optimizer create(int length) {
      return new AdamOptimizer(this, length);
    }
  }

  /**
   * RMSProp (Tieleman and Hinton 2012, lecture 6.5).
   *
   * @param decay of the mean of squared gradients; 0.9 in the lecture (PyTorch's default is 0.99)
   * @param epsilon added to the root
   */
  record RmsProp(double decay, double epsilon) implements OptimizerSpec {
    /** The lecture's decay. */
    public static final RmsProp STANDARD = new RmsProp(0.9, 1e-8);

    public RmsProp {
      share("decay", decay);
      positive("epsilon", epsilon);
    }

    @Override
    public Optimizer create(int length) {
      return new RmsPropOptimizer(this, length);
    }
  }

  /**
   * Gradient descent on batches, with heavy-ball momentum (Polyak 1964).
   *
   * @param momentum the share of the last velocity that is kept; 0 for none
   */
  record Sgd(double momentum) implements OptimizerSpec {
    /** Without momentum. */
    public static final Sgd STANDARD = new Sgd(0);

    public Sgd {
      share("momentum", momentum);
    }

    @Override
    public Optimizer create(int length) {
      return new SgdOptimizer(this, length);
    }
  }

  /**
   * Gradient descent with Nesterov's momentum (Sutskever et al. 2013).
   *
   * @param momentum the share of the last velocity that is kept
   */
  record Nesterov(double momentum) implements OptimizerSpec {
    /** The usual share. */
    public static final Nesterov STANDARD = new Nesterov(0.9);

    public Nesterov {
      share("momentum", momentum);
    }

    @Override
    public Optimizer create(int length) {
      return new NesterovOptimizer(this, length);
    }
  }

  /**
   * Adam whose weights decay on their own (Loshchilov and Hutter 2019, algorithm 2).
   *
   * @param weightDecay λ: a step takes the learning rate's share of it off the weights
   */
  record AdamW(Adam adam, double weightDecay) implements OptimizerSpec {
    /** Adam's constants; the decay is PyTorch's default, as the paper has none. */
    public static final AdamW STANDARD = new AdamW(Adam.STANDARD, 0.01);

    public AdamW {
      if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
        throw new IllegalArgumentException(
            "weight_decay is at least 0 and finite, but is " + weightDecay);
      }
    }

    @Override
    public Optimizer create(int length) {
      return create(Weights.all(length));
    }

    @Override
    public Optimizer create(Weights weights) {
      return new AdamWOptimizer(this, weights);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " lies in [0, 1), but is " + value);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " is positive, but is " + value);
    }
  }
}
