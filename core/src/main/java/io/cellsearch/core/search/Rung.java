package io.cellsearch.core.search;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The trials that reached an epoch, best first, and which of the best have not been promoted.
 * Operations take time logarithmic in the number of trials, but {@link #place} as many steps as
 * there are better ones.
 */
final class Rung {
  /** A trial and its score, smaller is better; equal scores rank by number. */
  record Entry(int trial, double score) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingDouble(Entry::score).thenComparingInt(Entry::trial);

  private final Map<Integer, Entry> entries = new HashMap<>();
  private final TreeSet<Entry> top = new TreeSet<>(ORDER);
  private final TreeSet<Entry> rest = new TreeSet<>(ORDER);
  private final TreeSet<Entry> open = new TreeSet<>(ORDER);
  private final TreeSet<Entry> closed = new TreeSet<>(ORDER);

  int size() {
    return entries.size();
  }

  boolean contains(int trial) {
    return entries.containsKey(trial);
  }

  double score(int trial) {
    return Optional.ofNullable(entries.get(trial)).orElseThrow().score();
  }

  void add(int trial, double score) {
    Entry entry = new Entry(trial, score);
    if (entries.putIfAbsent(trial, entry) != null) {
      throw new IllegalStateException("trial " + trial + " stands at this rung already");
    }
    // The best of the rest, if it belongs to the top, moves there with the next quota.
    if (!top.isEmpty() && ORDER.compare(entry, top.last()) < 0) {
      enter(entry);
    } else {
      rest.add(entry);
    }
  }

  void remove(int trial) {
    Entry entry = entries.remove(trial);
    if (entry != null) {
      top.remove(entry);
      rest.remove(entry);
      open.remove(entry);
      closed.remove(entry);
    }
  }

  /** The trial is not to be promoted from here, or not again; it keeps its place. */
  void close(int trial) {
    Entry entry = entries.get(trial);
    if (entry != null) {
      closed.add(entry);
      open.remove(entry);
    }
  }

  /** The trial may be promoted from here again. */
  void reopen(int trial) {
    Entry entry = Optional.ofNullable(entries.get(trial)).orElseThrow();
    closed.remove(entry);
    if (top.contains(entry)) {
      open.add(entry);
    }
  }

  /** How many are better. */
  int place(int trial) {
    Entry entry = Optional.ofNullable(entries.get(trial)).orElseThrow();
    return top.headSet(entry).size() + rest.headSet(entry).size();
  }

  /** The best trial among the first so many that may be promoted. */
  Optional<Integer> best(int quota) {
    while (top.size() > quota) {
      Entry last = top.last();
      top.remove(last);
      open.remove(last);
      rest.add(last);
    }
    while (top.size() < quota && !rest.isEmpty()) {
      enter(rest.first());
      rest.pollFirst();
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(open.first().trial());
  }

  private void enter(Entry entry) {
    top.add(entry);
    if (!closed.contains(entry)) {
      open.add(entry);
    }
  }

  /** The trials, best first. */
  int[] ranked() {
    int[] ranked = new int[entries.size()];
    int i = 0;
    for (Entry entry : top) {
      ranked[i++] = entry.trial();
    }
    for (Entry entry : rest) {
      ranked[i++] = entry.trial();
    }
    return ranked;
  }

  /**
   * The trials of the first rung, best first; then, rung by rung, those that reached it are
   * rearranged by their scores there within the places that they hold.
   */
  static int[] rearranged(List<Rung> rungs) {
    int[] ranked = rungs.get(0).ranked();
    for (Rung rung : rungs.subList(1, rungs.size())) {
      int[] members = rung.ranked();
      int next = 0;
      for (int i = 0; i < ranked.length && next < members.length; i++) {
        if (rung.contains(ranked[i])) {
          ranked[i] = members[next++];
        }
      }
    }
    return ranked;
  }
}
