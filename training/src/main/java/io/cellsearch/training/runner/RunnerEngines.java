package io.cellsearch.training.runner;

import io.cellsearch.training.dl4j.Dl4jEngine;
import io.cellsearch.training.nd4j.Nd4jTrainableNetwork;
import io.cellsearch.training.network.VectorNetwork;
import io.cellsearch.training.optimize.VectorModule;
import io.cellsearch.training.trainer.Engines;
import io.cellsearch.training.trainer.NetworkFactory;

/** The engines of this JVM. Classes of an engine are loaded when an attempt wants it. */
final class RunnerEngines implements Engines {
  private static final String FUSED = "fused";
  private static final String ND4J = "nd4j";
  private static final String DL4J = "dl4j";

  private final boolean vectorModule;

  private RunnerEngines(boolean vectorModule) {
    this.vectorModule = vectorModule;
  }

  static RunnerEngines ofThisJvm() {
    return new RunnerEngines(VectorModule.isPresent());
  }

  @Override
  public String resolve(String name) {
    String standard = vectorModule ? FUSED : ND4J;
    return name.equals(AUTO) ? standard : name;
  }

  /** Whether the fast engine runs here. */
  boolean hasFused() {
    return vectorModule;
  }

  @Override
  public NetworkFactory of(String name) {
    return switch (resolve(name)) {
      case FUSED -> fused();
      case ND4J -> Nd4jTrainableNetwork::new;
      case DL4J -> new Dl4jEngine();
      default ->
          throw new IllegalArgumentException(
              "training.engine must be auto, fused, nd4j or dl4j, but got " + name);
    };
  }

  private NetworkFactory fused() {
    if (!vectorModule) {
      throw new IllegalArgumentException(
          "training.engine fused needs the module %s, which this runner's JVM does not have"
              .formatted(VectorModule.NAME));
    }
    return VectorNetwork::new;
  }
}
