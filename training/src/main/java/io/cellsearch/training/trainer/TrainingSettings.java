package io.cellsearch.training.trainer;

import io.cellsearch.core.experiment.ExperimentSpec;
import io.cellsearch.core.space.Configuration;
import io.cellsearch.training.network.NetworkSpec;
import io.cellsearch.training.optimize.LearningRule;
import io.cellsearch.training.optimize.OptimizerSpec;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The {@code training} part of a configuration.
 *
 * @param patience how many epochs may pass without a better validation loss
 */
record TrainingSettings(LearningRule rule, Feed feed, int maxEpochs, OptionalInt patience) {
  private static final String ENGINE = "training.engine";
  private static final String OPTIMIZER = "training.optimizer";
  private static final String MOMENTUM = "training.momentum";
  private static final String WEIGHT_DECAY = "training.weight_decay";
  private static final String L2 = "training.l2";
  private static final String INPUT_NOISE = "training.input_noise";
  private static final String CLIP_NORM = "training.clip_norm";
  private static final String TBPTT_STEPS = "training.tbptt_steps";
  private static final String PATIENCE = "training.patience";

  TrainingSettings {
    require(rule.l2() >= 0 && Double.isFinite(rule.l2()), L2 + " >= 0", rule.l2());
    double noise = feed.inputNoise();
    require(noise >= 0 && Double.isFinite(noise), INPUT_NOISE + " >= 0", noise);
    require(rule.learningRate() > 0, "training.learning_rate > 0", rule.learningRate());
    require(feed.batchSize() > 0, "training.batch_size > 0", feed.batchSize());
    int steps = feed.tbpttSteps().orElse(1);
    require(steps > 0, TBPTT_STEPS + " > 0", steps);
    require(maxEpochs > 0, ExperimentSpec.MAX_EPOCHS + " > 0", maxEpochs);
    require(patience.orElse(1) > 0, PATIENCE + " > 0", patience.orElse(1));
    double clipNorm = rule.clipNorm().orElse(1);
    require(clipNorm > 0, CLIP_NORM + " > 0", clipNorm);
  }

  /**
   * Reads a configuration: Adam where it names no optimizer; neither clipping nor truncation nor
   * patience where it does not bound them.
   *
   * @throws IllegalArgumentException for a value that training cannot use
   */
  static TrainingSettings of(Configuration configuration) {
    boolean optimizer = configuration.find(OPTIMIZER).isPresent();
    boolean clipNorm = configuration.find(CLIP_NORM).isPresent();
    return new TrainingSettings(
        new LearningRule(
            optimizer(optimizer ? configuration.text(OPTIMIZER) : "adam", configuration),
            configuration.real("training.learning_rate"),
            clipNorm ? OptionalDouble.of(configuration.real(CLIP_NORM)) : OptionalDouble.empty(),
            real(configuration, L2, 0)),
        new Feed(
            configuration.integer("training.batch_size"),
            real(configuration, INPUT_NOISE, 0),
            integer(configuration, TBPTT_STEPS)),
        configuration.integer(ExperimentSpec.MAX_EPOCHS),
        integer(configuration, PATIENCE));
  }

  private static OptionalInt integer(Configuration configuration, String path) {
    return configuration.find(path).isPresent()
        ? OptionalInt.of(configuration.integer(path))
        : OptionalInt.empty();
  }

  int batchSize() {
    return feed.batchSize();
  }

  /**
   * Refuses a network that cannot be trained so.
   *
   * @throws IllegalArgumentException with the reason
   */
  void check(NetworkSpec network) {
    if (feed.inputNoise() > 0 && network.variant().frontEnd().embedding().isPresent()) {
      throw new IllegalArgumentException(
          INPUT_NOISE + " must be left out: what the network reads is tokens, not numbers");
    }
    Optional<String> refusal = network.segmentsRefusal();
    if (feed.tbpttSteps().isPresent() && refusal.isPresent()) {
      throw new IllegalArgumentException(TBPTT_STEPS + " must be left out: " + refusal.get());
    }
  }

  /** Which engine a configuration wants. */
  static String engine(Configuration configuration) {
    return configuration.find(ENGINE).isPresent() ? configuration.text(ENGINE) : Engines.AUTO;
  }

  private static OptimizerSpec optimizer(String name, Configuration configuration) {
    return switch (name) {
      case "adam" -> OptimizerSpec.Adam.STANDARD;
      case "adamw" ->
          new OptimizerSpec.AdamW(
              OptimizerSpec.Adam.STANDARD,
              real(configuration, WEIGHT_DECAY, OptimizerSpec.AdamW.STANDARD.weightDecay()));
      case "rmsprop" -> OptimizerSpec.RmsProp.STANDARD;
      case "sgd" ->
          new OptimizerSpec.Sgd(
              real(configuration, MOMENTUM, OptimizerSpec.Sgd.STANDARD.momentum()));
      case "nesterov" ->
          new OptimizerSpec.Nesterov(
              real(configuration, MOMENTUM, OptimizerSpec.Nesterov.STANDARD.momentum()));
      default ->
          throw new IllegalArgumentException(
              OPTIMIZER + " must be adam, adamw, rmsprop, sgd or nesterov, but got " + name);
    };
  }

  private static double real(Configuration configuration, String path, double standard) {
    return configuration.find(path).isPresent() ? configuration.real(path) : standard;
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + " must hold, but got " + value);
    }
  }
}
