package io.cellsearch.cells.language;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name that a person probably meant. It stands here because every reader sees cells. */
public final class NearestName {
  private static final int LONGEST = 100;
  private static final int SHORT = 4;

  private NearestName() {}

  /** The nearest candidate by edit distance, case aside, if it is near at all. */
  public static Optional<String> of(String name, Collection<String> candidates) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    int most = name.length() < SHORT ? 1 : Math.max(2, name.length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(name, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        // One letter for another is no slip.
        .filter(candidate -> distance(name, candidate) < name.length());
  }

  /** A question after the nearest candidate, where one is near. */
  public static Optional<String> question(String name, Collection<String> candidates) {
    return of(name, candidates).map(near -> "did you mean " + near + "?");
  }

  /**
   * Letters that must be changed, added or taken away; two neighbours that change places count once
   * (Damerau 1964).
   */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int least(int[][] edits, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = edits[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, 1 + edits[i - 2][j - 2]) : least;
  }
}
