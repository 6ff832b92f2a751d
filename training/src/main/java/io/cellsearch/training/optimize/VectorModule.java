package io.cellsearch.training.optimize;

import java.util.List;

/**
 * Whether this JVM was started with the module {@code jdk.incubator.vector}. Without it classes
 * that mention its types must not be linked.
 */
public final class VectorModule {
  /** The module's name. */
  public static final String NAME = "jdk.incubator.vector";

  /**
   * How to start a JVM that trains: with the module, and with objects on cache lines, where vectors
   * of 16 lanes are read and written up to a tenth faster.
   */
  public static final List<String> JVM_OPTIONS =
      List.of("--add-modules", NAME, "-XX:ObjectAlignmentInBytes=64");

  private static final boolean PRESENT = ModuleLayer.boot().findModule(NAME).isPresent();

  private VectorModule() {}

  /** Whether the machine's vector unit can be used. */
  public static boolean isPresent() {
    return PRESENT;
  }
}
