package io.cellsearch.training.optimize;

/**
 * Clipping by the global norm (Pascanu et al. 2013): gradients that together are longer than a
 * bound are scaled down to it.
 */
public final class GradientClipping {
  private GradientClipping() {}

  /**
   * Scales gradients in place; those with a norm that is not finite are left as they are.
   *
   * @param clipNorm the bound, positive
   * @return the norm before
   */
  public static double clip(float[] gradients, double clipNorm) {
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException("clip_norm is positive, but is " + clipNorm);
    }
    double norm = norm(gradients);
    if (norm > clipNorm && Double.isFinite(norm)) {
      float scale = (float) (clipNorm / norm);
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] *= scale;
      }
    }
    return norm;
  }

  /**
   * The Euclidean norm: four sums in double precision, number i goes to sum i mod 4. The order is a
   * part of the result and does not depend on the machine.
   */
  public static double norm(float[] values) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < values.length; i += 4) {
      a += (double) values[i] * values[i];
      b += (double) values[i + 1] * values[i + 1];
      c += (double) values[i + 2] * values[i + 2];
      d += (double) values[i + 3] * values[i + 3];
    }
    for (; i < values.length; i++) {
      a += (double) values[i] * values[i];
    }
    return Math.sqrt((a + b) + (c + d));
  }
}
