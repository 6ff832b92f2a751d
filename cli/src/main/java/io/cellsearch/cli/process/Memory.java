package io.cellsearch.cli.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory: as people write them, and how much of a machine's a worker takes. */
public final class Memory {
  /** The least that a slot is given: a small network, its copies, and the data of an example. */
  public static final long LEAST = 64L << 20;

  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([MGT])(i?B)?");

  /** The other half is for the system, the files that it caches, and memory beside the heap. */
  private static final int SHARE = 2;

  private Memory() {}

  /** This machine's, as far as this process may use it: a container's limit counts. */
  public static long physical() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** What a slot gets where nobody says it: half of the memory, in equal parts. */
  public static long standardPerSlot(long physical, int slots) {
    return Math.max(LEAST, physical / SHARE / slots);
  }

  /**
   * Reads a size such as {@code 512M} or {@code 4G}; units are powers of 1,024.
   *
   * @throws IllegalArgumentException for any other text, and for less than {@link #LEAST}
   */
  public static long parse(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT).replace("IB", "iB"));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a size is a whole number and M, G or T, for instance 512M or 4G, but got " + text);
    }
    int shift = 20 + 10 * "MGT".indexOf(matcher.group(2));
    long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    if (bytes < LEAST) {
      throw new IllegalArgumentException("a slot needs at least 64M, but got " + text);
    }
    return bytes;
  }

  /** A size for people, in GiB. */
  public static String text(long bytes) {
    return String.format(Locale.ROOT, "%.2f GiB", (double) bytes / (1L << 30));
  }
}
