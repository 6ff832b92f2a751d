package io.cellsearch.training.trainer;

import io.cellsearch.training.network.Network;
import io.cellsearch.training.network.NetworkSpec;

/** Makes networks of one engine; their parameters are not initialised yet. */
@FunctionalInterface
public interface NetworkFactory {

  /** A network of its own for one attempt. */
  Network create(NetworkSpec spec);
}
