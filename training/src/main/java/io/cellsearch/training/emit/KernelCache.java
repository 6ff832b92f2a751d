package io.cellsearch.training.emit;

import io.cellsearch.training.kernel.CellKernel;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The kernels that were used last, by the bytes of their classes. The JVM compiles a class to
 * machine code while it runs; what is defined anew for each trial begins again with slow code.
 * Kernels have no state, so that any number of layers and threads can share one.
 */
final class KernelCache {
  private static final float LOAD_FACTOR = 0.75f;

  private final int capacity;

  /** In the order of their last use. */
  private final Map<ByteBuffer, CellKernel> kernels;

  /**
   * An empty cache.
   *
   * @param capacity kernels that it keeps; one that it has let go is unloaded when no layer uses it
   */
  KernelCache(int capacity) {
    this.capacity = capacity;
    kernels = new LinkedHashMap<>(capacity, LOAD_FACTOR, true);
  }

  /**
   * The kernel whose class has these bytes.
   *
   * @param define makes it, where it is not there
   */
  synchronized CellKernel get(byte[] bytes, Function<byte[], CellKernel> define) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    CellKernel known = kernels.get(key);
    if (known != null) {
      return known;
    }
    CellKernel made = define.apply(bytes);
    kernels.put(key, made);
    if (kernels.size() > capacity) {
      kernels.remove(kernels.keySet().iterator().next());
    }
    return made;
  }
}
