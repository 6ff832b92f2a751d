package io.cellsearch.training.optimize;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Which numbers of a flat array are weights. What keeps weights small leaves biases alone: those
 * need few data and cost little variance (Goodfellow et al. 2016, section 7.1).
 */
public final class Weights {
  /** 1 for a weight, 0 for any other number. */
  private final float[] mask;

  private Weights(float[] mask) {
    this.mask = mask;
  }

  /** All numbers of an array of that length. */
  public static Weights all(int length) {
    float[] mask = new float[length];
    Arrays.fill(mask, 1);
    return new Weights(mask);
  }

  /** Those that are marked. */
  public static Weights of(boolean[] marked) {
    float[] mask = new float[marked.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = marked[i] ? 1 : 0;
    }
    return new Weights(mask);
  }

  /** How long the flat array is. */
  public int length() {
    return mask.length;
  }

  /** θ −= share · θ. */
  void shrink(float[] parameters, float share) {
    int first = VectorModule.isPresent() ? Lanes.shrink(mask, parameters, share) : 0;
    for (int i = first; i < mask.length; i++) {
      parameters[i] -= parameters[i] * share * mask[i];
    }
  }

  /**
   * Adds the gradient of the penalty l2 / 2 · Σ θ² (Tikhonov 1943): g += l2 · θ.
   *
   * @param gradients changed in place
   */
  public void addPenalty(float[] parameters, float[] gradients, double l2) {
    float factor = (float) l2;
    int first =
        VectorModule.isPresent() ? Lanes.addPenalty(mask, parameters, gradients, factor) : 0;
    for (int i = first; i < mask.length; i++) {
      gradients[i] += parameters[i] * factor * mask[i];
    }
  }

  /** The same over whole vectors; each method returns where it stopped. */
  private static final class Lanes {
    private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;

    static int shrink(float[] mask, float[] parameters, float share) {
      int i = 0;
      for (; i < LANES.loopBound(mask.length); i += LANES.length()) {
        FloatVector value = FloatVector.fromArray(LANES, parameters, i);
        FloatVector loss = value.mul(share).mul(FloatVector.fromArray(LANES, mask, i));
        value.sub(loss).intoArray(parameters, i);
      }
      return i;
    }

    static int addPenalty(float[] mask, float[] parameters, float[] gradients, float factor) {
      int i = 0;
      for (; i < LANES.loopBound(mask.length); i += LANES.length()) {
        FloatVector value = FloatVector.fromArray(LANES, parameters, i);
        FloatVector pull = value.mul(factor).mul(FloatVector.fromArray(LANES, mask, i));
        FloatVector.fromArray(LANES, gradients, i).add(pull).intoArray(gradients, i);
      }
      return i;
    }
  }
}
