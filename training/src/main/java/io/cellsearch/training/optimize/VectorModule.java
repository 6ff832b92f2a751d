package io.cellsearch.training.optimize;

/**
 * Whether this JVM was started with the module {@code jdk.incubator.vector}. Without it classes
 * that mention its types must not be linked.
 */
public final class VectorModule {
  /** The module's name. */
  public static final String NAME = "jdk.incubator.vector";

  private static final boolean PRESENT = ModuleLayer.boot().findModule(NAME).isPresent();

  private VectorModule() {}

  /** Whether the machine's vector unit can be used. */
  public static boolean isPresent() {
    return PRESENT;
  }
}
