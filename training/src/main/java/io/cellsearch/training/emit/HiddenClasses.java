package io.cellsearch.training.emit;

import io.cellsearch.training.kernel.CellKernel;
import java.lang.invoke.MethodHandles;

/**
 * Defines compiled kernels as hidden classes, which the garbage collector unloads when nobody uses
 * them.
 */
final class HiddenClasses {
  private HiddenClasses() {}

  /** An instance of the class whose bytes these are; it must be in this package. */
  static CellKernel instantiate(byte[] bytes) {
    try {
      Class<?> kernel = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
      return (CellKernel) kernel.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated kernel cannot be loaded", e);
    }
  }
}
