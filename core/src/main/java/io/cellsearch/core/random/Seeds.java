package io.cellsearch.core.random;

import java.nio.charset.StandardCharsets;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Child seeds and streams. A child depends on its parent, its number and its purpose alone, so that
 * the number of workers cannot change what a search finds.
 */
public final class Seeds {
  /** The golden ratio's fraction in 64 bits, the increment of SplitMix64. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of the n-th child of a seed for a purpose. */
  public static long child(long seed, long number, Purpose purpose) {
    return mix(mix(mix(seed) + number * GOLDEN) + purpose.code() * GOLDEN);
  }

  /** The seed of a child that has a name instead of a number. */
  public static long child(long seed, String name, Purpose purpose) {
    long hash = 0;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash + GOLDEN + (b & 0xff));
    }
    return child(seed, hash, purpose);
  }

  /** A stream of random numbers (xoshiro256++, Blackman and Vigna 2021), the same on every JVM. */
  public static UniformRandomProvider stream(long seed) {
    return RandomSource.XO_SHI_RO_256_PP.create(seed);
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014). */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
