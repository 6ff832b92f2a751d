package io.cellsearch.training.network;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Counts the bytes of all arrays of numbers that objects of ours hold, ND4J's among them. */
public final class ArrayCensus {
  private static final String OURS = "io.cellsearch.";
  private static final Map<Class<?>, Integer> SIZES =
      Map.of(float.class, 4, double.class, 8, int.class, 4, long.class, 8);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> waiting = new ArrayDeque<>();
  private long bytes;

  private ArrayCensus() {}

  /** The bytes below an object, except what is below others. */
  public static long bytes(Object of, List<?> except) throws IllegalAccessException {
    ArrayCensus census = new ArrayCensus();
    for (Object each : except) {
      census.walk(each);
    }
    census.bytes = 0;
    census.walk(of);
    return census.bytes;
  }

  private void walk(Object root) throws IllegalAccessException {
    found(root);
    while (!waiting.isEmpty()) {
      visit(waiting.pop());
    }
  }

  private void found(Object value) {
    if (value != null && seen.add(value)) {
      waiting.push(value);
    }
  }

  private void visit(Object value) throws IllegalAccessException {
    Class<?> type = value.getClass();
    if (type.isArray() && type.getComponentType().isPrimitive()) {
      bytes += (long) Array.getLength(value) * SIZES.getOrDefault(type.getComponentType(), 0);
    } else if (value instanceof INDArray array) {
      bytes += array.length() * array.dataType().width();
    } else if (value instanceof Object[] objects) {
      for (Object each : objects) {
        found(each);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(this::found);
      map.values().forEach(this::found);
    } else if (value instanceof Iterable<?> iterable) {
      iterable.forEach(this::found);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(this::found);
    } else if (type.getName().startsWith(OURS)) {
      fields(value, type);
    }
  }

  private void fields(Object value, Class<?> type) throws IllegalAccessException {
    for (Class<?> each = type; each.getName().startsWith(OURS); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          found(field.get(value));
        }
      }
    }
  }
}
