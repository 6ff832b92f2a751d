package io.cellsearch.training.network;

import static io.cellsearch.training.linalg.Lanes.COUNT;
import static io.cellsearch.training.linalg.Lanes.FIRST;
import static io.cellsearch.training.linalg.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The transcendental functions of the losses over padded rows, the same bits at any vector width.
 * One function a loop: C2 boxes the vectors of a loop with more than about 40 vector operations.
 */
final class LossFunctions {
  private static final float LARGEST_TANH = 7.9053111f;

  private LossFunctions() {}

  /**
   * {@code to[FIRST + i] = sigmoid(|from[start + i]|)} by tanh as a quotient of polynomials (Eigen,
   * XLA).
   */
  static void sigmoidOfMagnitude(float[] from, int start, float[] to, int padded) {
    for (int i = 0; i < padded; i += COUNT) {
      FloatVector x =
          FloatVector.fromArray(SPECIES, from, start + i).abs().mul(0.5f).min(LARGEST_TANH);
      FloatVector s = x.mul(x);
      FloatVector p = s.mul(-2.76076847742355e-16f).add(2.00018790482477e-13f);
      p = p.mul(s).add(-8.60467152213735e-11f);
      p = p.mul(s).add(5.12229709037114e-08f);
      p = p.mul(s).add(1.48572235717979e-05f);
      p = p.mul(s).add(6.37261928875436e-04f);
      p = p.mul(s).add(4.89352455891786e-03f);
      FloatVector q = s.mul(1.19825839466702e-06f).add(1.18534705686654e-04f);
      q = q.mul(s).add(2.26843463243900e-03f);
      q = q.mul(s).add(4.89352518554385e-03f);
      p.mul(x).div(q).mul(0.5f).add(0.5f).intoArray(to, FIRST + i);
    }
  }

  /** {@code to[FIRST + i] = exp(from[start + i] - shift)}, clamped to ±87 (expf of Cephes). */
  static void exp(float[] from, int start, float shift, float[] to, int padded) {
    for (int i = 0; i < padded; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, from, start + i).sub(shift).max(-87f).min(87f);
      // adding and subtracting 1.5 · 2²³ rounds to a whole number and leaves it in the low bits
      FloatVector whole = x.mul(1.44269504089f).add(12582912f);
      FloatVector n = whole.sub(12582912f);
      FloatVector r = x.sub(n.mul(0.693359375f)).add(n.mul(2.12194440e-4f));
      FloatVector p = r.mul(1.9875691500E-4f).add(1.3981999507E-3f);
      p = p.mul(r).add(8.3334519073E-3f);
      p = p.mul(r).add(4.1665795894E-2f);
      p = p.mul(r).add(1.6666665459E-1f);
      p = p.mul(r).add(5.0000001201E-1f);
      p = p.mul(r.mul(r)).add(r).add(1f);
      IntVector power = whole.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      p.reinterpretAsInts().add(power).reinterpretAsFloats().intoArray(to, FIRST + i);
    }
  }

  /** The largest of some numbers, NaN if there is one. */
  static float largest(float[] z, int start, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    int whole = count / COUNT * COUNT;
    if (whole > 0) {
      FloatVector most = FloatVector.fromArray(SPECIES, z, start);
      for (int i = COUNT; i < whole; i += COUNT) {
        most = most.max(FloatVector.fromArray(SPECIES, z, start + i));
      }
      largest = most.reduceLanes(VectorOperators.MAX);
    }
    for (int i = whole; i < count; i++) {
      largest = Math.max(largest, z[start + i]);
    }
    return largest;
  }

  /**
   * {@code z = (exponentials * inverse - targets) * weight}: from linear outputs to their gradients
   * under softmax cross-entropy.
   */
  static void softmaxGradients(
      float[] z,
      int start,
      float[] exponentials,
      float inverse,
      float[] targets,
      int target,
      float weight,
      int padded) {
    for (int i = 0; i < padded; i += COUNT) {
      FloatVector.fromArray(SPECIES, exponentials, FIRST + i)
          .mul(inverse)
          .sub(FloatVector.fromArray(SPECIES, targets, target + i))
          .mul(weight)
          .intoArray(z, start + i);
    }
  }

  /**
   * {@code terms = max(z, 0) - targets * z} and then {@code z = (sigmoid(z) - targets) * weight}:
   * the larger part of the losses, and from linear outputs to their gradients under sigmoid
   * cross-entropy.
   *
   * @param sigmoids of the magnitudes of z
   */
  static void sigmoidGradients(
      float[] z,
      int start,
      float[] sigmoids,
      float[] targets,
      int target,
      float weight,
      float[] terms,
      int padded) {
    for (int i = 0; i < padded; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, z, start + i);
      FloatVector y = FloatVector.fromArray(SPECIES, targets, target + i);
      x.max(0f).sub(y.mul(x)).intoArray(terms, FIRST + i);
      FloatVector sigmoid = FloatVector.fromArray(SPECIES, sigmoids, FIRST + i);
      FloatVector probability =
          sigmoid.blend(sigmoid.neg().add(1f), x.compare(VectorOperators.LT, 0f));
      probability.sub(y).mul(weight).intoArray(z, start + i);
    }
  }
}
