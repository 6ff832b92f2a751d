package io.cellsearch.training.vector;

import io.cellsearch.training.kernel.Place;
import io.cellsearch.training.linalg.Lanes;
import io.cellsearch.training.linalg.WeightGradient;
import io.cellsearch.training.plan.CellPlan;
import io.cellsearch.training.plan.Operand;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix times the input, normalised to mean 0 and variance 1 of every unit over the rows of a
 * batch that count (Ioffe and Szegedy 2015; on the input alone: Laurent et al. 2016). In training
 * the batch's own moments are used, and running averages of them kept for evaluation. Scale and
 * shift are vector parameters like any other and belong to the step.
 */
final class NormalisedProduct {
  /** Added to the variance, as in PyTorch. */
  private static final double EPSILON = 1e-5;

  /** The share of a new batch in the running averages, as in PyTorch. */
  private static final double MOMENTUM = 0.1;

  /** Arrays of one double for each unit. */
  static final int MOMENTS = 5;

  private final OperandWeights weights;
  private final WeightGradient.Left[] lefts;
  private final Slots slots;
  private final int values;
  private final int gradients;
  private final int units;
  private final float[] running;
  private final String id;
  private final int runningMean;
  private final int runningVariance;
  private final double[] means;
  private final double[] inverseDeviations;
  private final double[] variances;
  private final double[] sums;
  private final double[] products;

  /**
   * The product of a given leaf.
   *
   * @param offset where its matrix, running means and running variances begin in the flat arrays
   */
  NormalisedProduct(
      CellPlan.Given given, int offset, LayerShape shape, Arena arena, FlatArrays flat) {
    id = given.leaf().name();
    Operand operand =
        new Operand(
            given.leaf(),
            -1,
            Place.open(),
            List.of(0),
            List.of(id),
            List.of(new Operand.Run(0, 1, false)));
    weights = new OperandWeights(operand, offset, shape.inputs(), shape.units());
    lefts = weights.lefts().toArray(WeightGradient.Left[]::new);
    slots = new Slots(arena.values, arena.padded);
    values = arena.offsets[given.values()];
    gradients = given.gradients() < 0 ? -1 : arena.offsets[given.gradients()];
    units = shape.units();
    running = flat.parameters();
    runningMean = offset + weights.size();
    runningVariance = runningMean + units;
    means = new double[units];
    inverseDeviations = new double[units];
    variances = new double[units];
    sums = new double[units];
    products = new double[units];
  }

  /** Floats in the flat arrays. */
  int size() {
    return weights.size() + 2 * units;
  }

  List<ParameterBlock> blocks() {
    return List.of(
        weights.blocks().get(0),
        new ParameterBlock(id + ".mean", runningMean, 1, units, units),
        new ParameterBlock(id + ".variance", runningVariance, 1, units, units));
  }

  /** Takes the matrix's gradients out of their padded copy. */
  void collect(float[] to) {
    weights.collect(to);
  }

  /** Normalises by the moments of this batch and adds them to the running averages. */
  void forwardInTraining(Sequences x) {
    multiply(x);
    int count = 0;
    Arrays.fill(means, 0);
    Arrays.fill(variances, 0);
    for (int row = 0; row < x.rows(); row++) {
      if (x.counts(row)) {
        count++;
        for (int unit = 0; unit < units; unit++) {
          means[unit] += slots.values()[at(values, row) + unit];
        }
      }
    }
    for (int unit = 0; unit < units; unit++) {
      means[unit] /= count;
    }
    for (int row = 0; row < x.rows(); row++) {
      for (int unit = 0; x.counts(row) && unit < units; unit++) {
        double difference = slots.values()[at(values, row) + unit] - means[unit];
        variances[unit] += difference * difference;
      }
    }
    for (int unit = 0; unit < units; unit++) {
      inverseDeviations[unit] = 1 / Math.sqrt(variances[unit] / count + EPSILON);
      average(runningMean + unit, means[unit]);
      average(runningVariance + unit, variances[unit] / Math.max(1, count - 1));
    }
    normalise(x);
  }

  private void average(int index, double fresh) {
    running[index] += (float) (MOMENTUM * (fresh - running[index]));
  }

  /** Normalises by the running averages. */
  void forward(Sequences x) {
    multiply(x);
    for (int unit = 0; unit < units; unit++) {
      means[unit] = running[runningMean + unit];
      inverseDeviations[unit] = 1 / Math.sqrt(running[runningVariance + unit] + EPSILON);
    }
    normalise(x);
  }

  private void multiply(Sequences x) {
    weights.packForward(running);
    weights.multiply(x.rows(), x.values(), x.offset(), x.rowStride(), slots, values);
  }

  private void normalise(Sequences x) {
    for (int row = 0; row < x.rows(); row++) {
      int begin = at(values, row);
      for (int unit = 0; unit < units; unit++) {
        double difference = slots.values()[begin + unit] - means[unit];
        slots.values()[begin + unit] = (float) (difference * inverseDeviations[unit]);
      }
    }
  }

  /**
   * Turns the gradients of the normalised values into those of the product and gathers the matrix's
   * gradient. With y normalised, N rows and deviation s the product's is (δ − Σδ / N − y Σ(δy) / N)
   * / s.
   */
  void backward(Sequences x) {
    if (gradients < 0) {
      return;
    }
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    int count = 0;
    for (int row = 0; row < x.rows(); row++) {
      count += x.counts(row) ? 1 : 0;
      for (int unit = 0; x.counts(row) && unit < units; unit++) {
        double delta = slots.values()[at(gradients, row) + unit];
        sums[unit] += delta;
        products[unit] += delta * slots.values()[at(values, row) + unit];
      }
    }
    for (int row = 0; row < x.rows(); row++) {
      int begin = at(gradients, row);
      for (int unit = 0; unit < units; unit++) {
        double common =
            (sums[unit] + slots.values()[at(values, row) + unit] * products[unit]) / count;
        double delta = (slots.values()[begin + unit] - common) * inverseDeviations[unit];
        slots.values()[begin + unit] = x.counts(row) ? (float) delta : 0;
      }
    }
    weightGradients(x);
  }

  private void weightGradients(Sequences x) {
    for (int t = 0; t < x.steps(); t += RecurrentLayer.BLOCK) {
      int row = t * x.batch();
      int count = Math.min(RecurrentLayer.BLOCK, x.steps() - t) * x.batch();
      for (WeightGradient.Left left : lefts) {
        left.read(x.values(), x.start(row), x.rowStride(), t > 0);
      }
      WeightGradient.multiply(
          count, slots.stride(), slots.values(), at(gradients, row), slots.stride(), lefts);
    }
  }

  /** Adds what flows through the matrix to the input's gradients. */
  void addInputGradients(Sequences x, float[] to, int stride, boolean accumulate) {
    if (gradients >= 0) {
      weights.packBackward(running);
      weights.multiplyBack(x.rows(), slots, gradients, to, Lanes.FIRST, stride, accumulate);
    }
  }

  private int at(int buffer, int row) {
    return buffer + row * slots.stride();
  }
}
