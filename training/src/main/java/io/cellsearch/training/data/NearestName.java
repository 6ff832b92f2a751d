package io.cellsearch.training.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The name that somebody probably meant. */
final class NearestName {
  private NearestName() {}

  /** The names that there are, the nearest one first where it is near. */
  static String suggest(String wanted, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, name)))
        .filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 3))
        .map(name -> names + "; did you mean " + name + "?")
        .orElse(names.toString());
  }

  /** How many letters must be changed, added or taken away (Levenshtein 1965), case aside. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] costs = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(change, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[b.length()];
  }
}
