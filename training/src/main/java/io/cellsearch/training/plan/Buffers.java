package io.cellsearch.training.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arrays of a layer's arena, by name; their order is their index. */
public final class Buffers {
  private final Map<String, Integer> indices = new LinkedHashMap<>();
  private final List<Shape> shapes = new ArrayList<>();

  /** How large a buffer is; np is the padded number of units. */
  public enum Shape {
    /** [time][batch][slots * np and some padding]. */
    SLOTS,
    /** [time + 1][batch][np]: row t is the value before step t. */
    HISTORY,
    /** [time][batch][np]. */
    STEPS,
    /** [batch][np]. */
    ROW,
    /** [vector parameters][np]. */
    VECTORS,
    /** [time][np]. */
    RHYTHM
  }

  /** The buffer of that name, made if it is new. */
  int of(String name, Shape shape) {
    Integer known = indices.get(name);
    if (known != null) {
      return known;
    }
    indices.put(name, shapes.size());
    shapes.add(shape);
    return shapes.size() - 1;
  }

  /** How many there are. */
  public int count() {
    return shapes.size();
  }

  public Shape shape(int index) {
    return shapes.get(index);
  }
}
