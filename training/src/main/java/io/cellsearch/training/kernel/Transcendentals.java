package io.cellsearch.training.kernel;

import io.cellsearch.training.kernel.Instruction.Code;

/**
 * tanh, sigmoid, exp and log in terms of vector operations. They are expanded into each loop: a
 * helper method that C2 does not inline would box its vectors.
 */
public final class Transcendentals {
  /**
   * tanh as a quotient of polynomials in x² on [−7.905, 7.905], 2 to 3 units in the last place
   * (Eigen, XLA).
   */
  private static final double[] TANH_NUMERATOR = {
    -2.76076847742355e-16,
    2.00018790482477e-13,
    -8.60467152213735e-11,
    5.12229709037114e-08,
    1.48572235717979e-05,
    6.37261928875436e-04,
    4.89352455891786e-03
  };

  private static final double[] TANH_DENOMINATOR = {
    1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03
  };

  private static final double TANH_BOUND = 7.90531110763549805;

  /** Of ½ tanh(½ x): x² is four times the square of ½ x, and a quarter is left of two halves. */
  private static final double[] SIGMOID_NUMERATOR = inQuarters(TANH_NUMERATOR, 0.25);

  private static final double[] SIGMOID_DENOMINATOR = inQuarters(TANH_DENOMINATOR, 1);

  /** expf of Cephes (Moshier 1989). */
  private static final double[] EXP = {
    1.9875691500E-4,
    1.3981999507E-3,
    8.3334519073E-3,
    4.1665795894E-2,
    1.6666665459E-1,
    5.0000001201E-1
  };

  /** Adding and subtracting 1.5 · 2²³ rounds to a whole number and leaves it in the low bits. */
  private static final double ROUNDER = 12582912;

  /** logf of Cephes. */
  private static final double[] LOG = {
    7.0376836292E-2,
    -1.1514610310E-1,
    1.1676998740E-1,
    -1.2420140846E-1,
    1.4249322787E-1,
    -1.6668057665E-1,
    2.0000714765E-1,
    -2.4999993993E-1,
    3.3333331174E-1
  };

  private static final int BITS_OF_ROOT_HALF = 0x3f3504f3;
  private static final int MANTISSA_BITS = 23;

  private Transcendentals() {}

  /**
   * How many operations an expansion counts for where loops are cut. A cut decides which products
   * and sums are fused, and with that the last bits of results: a count stays what it was in the
   * first version, even where an expansion has become shorter (sigmoid).
   */
  public static int size(String function) {
    return switch (function) {
      case "tanh" -> 14;
      case "sigmoid" -> 17;
      case "exp" -> 20;
      case "log" -> 26;
      default -> throw new IllegalArgumentException("no expansion of " + function);
    };
  }

  /** Coefficients in 4 s of factor times a polynomial in s; scaling by powers of 2 is exact. */
  private static double[] inQuarters(double[] coefficients, double factor) {
    double[] scaled = new double[coefficients.length];
    double scale = factor;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      scaled[i] = coefficients[i] * scale;
      scale /= 4;
    }
    return scaled;
  }

  private static int polynomial(LoopBuilder loop, int x, double[] coefficients) {
    int value = loop.constant(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      value = loop.apply(Code.FUSED_MULTIPLY_ADD, value, x, loop.constant(coefficients[i]));
    }
    return value;
  }

  private static int clamp(LoopBuilder loop, int x, double bound) {
    int above = loop.apply(Code.MAX, x, loop.constant(-bound));
    return loop.apply(Code.MIN, above, loop.constant(bound));
  }

  public static int tanh(LoopBuilder loop, int argument) {
    int x = clamp(loop, argument, TANH_BOUND);
    return quotient(loop, x, TANH_NUMERATOR, TANH_DENOMINATOR);
  }

  /** ½ tanh(½ x) + ½; the halves are in the coefficients, which leaves the bits as they are. */
  public static int sigmoid(LoopBuilder loop, int argument) {
    int x = clamp(loop, argument, 2 * TANH_BOUND);
    return loop.apply(
        Code.ADD, quotient(loop, x, SIGMOID_NUMERATOR, SIGMOID_DENOMINATOR), loop.constant(0.5));
  }

  /** x p(x²) / q(x²). */
  private static int quotient(LoopBuilder loop, int x, double[] numerator, double[] denominator) {
    int square = loop.apply(Code.MULTIPLY, x, x);
    int p = polynomial(loop, square, numerator);
    int q = polynomial(loop, square, denominator);
    return loop.apply(Code.DIVIDE, loop.apply(Code.MULTIPLY, p, x), q);
  }

  /** 2^k · e^r with k = round(x / ln 2) and |r| ≤ ½ ln 2; arguments are clamped to ±87. */
  public static int exp(LoopBuilder loop, int argument) {
    int x = clamp(loop, argument, 87);
    int rounder = loop.constant(ROUNDER);
    int shifted = loop.apply(Code.FUSED_MULTIPLY_ADD, x, loop.constant(1.44269504089), rounder);
    int k = loop.apply(Code.SUBTRACT, shifted, rounder);
    int r = loop.apply(Code.FUSED_MULTIPLY_ADD, k, loop.constant(-0.693359375), x);
    r = loop.apply(Code.FUSED_MULTIPLY_ADD, k, loop.constant(2.12194440e-4), r);
    int p = polynomial(loop, r, EXP);
    p = loop.apply(Code.FUSED_MULTIPLY_ADD, p, loop.apply(Code.MULTIPLY, r, r), r);
    p = loop.apply(Code.ADD, p, loop.constant(1));
    int exponent = loop.shift(Code.SHIFT_LEFT, MANTISSA_BITS, loop.apply(Code.TO_BITS, shifted));
    return loop.apply(
        Code.FROM_BITS, loop.apply(Code.INT_ADD, loop.apply(Code.TO_BITS, p), exponent));
  }

  /** e ln 2 + ln m with x = 2^e m and m in [√½, √2); the argument must be positive and normal. */
  public static int log(LoopBuilder loop, int x) {
    int bits = loop.apply(Code.TO_BITS, x);
    int above = loop.apply(Code.INT_SUBTRACT, bits, loop.intConstant(BITS_OF_ROOT_HALF));
    int e = loop.shift(Code.SHIFT_RIGHT, MANTISSA_BITS, above);
    int mantissa =
        loop.apply(Code.INT_SUBTRACT, bits, loop.shift(Code.SHIFT_LEFT, MANTISSA_BITS, e));
    int f = loop.apply(Code.SUBTRACT, loop.apply(Code.FROM_BITS, mantissa), loop.constant(1));
    int p = polynomial(loop, f, LOG);
    int square = loop.apply(Code.MULTIPLY, f, f);
    int tail = loop.apply(Code.MULTIPLY, square, loop.constant(-0.5));
    int r = loop.apply(Code.FUSED_MULTIPLY_ADD, loop.apply(Code.MULTIPLY, p, f), square, tail);
    r = loop.apply(Code.ADD, r, f);
    return loop.apply(
        Code.FUSED_MULTIPLY_ADD, loop.apply(Code.INT_TO_FLOAT, e), loop.constant(0.69314718056), r);
  }
}
