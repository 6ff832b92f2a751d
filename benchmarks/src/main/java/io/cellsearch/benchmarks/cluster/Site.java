package io.cellsearch.benchmarks.cluster;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Where the nodes of a product run, and how they are reached there. */
interface Site {
  /** All on the loopback address, as they are without any option. */
  Site LOOPBACK = new Loopback();

  /** What stands before the command of a node. */
  List<String> prefix(String node);

  /** The options by which a node listens where others reach it. */
  List<String> options(String node);

  /** The address of a node. */
  String host(String node);

  /** How the coordinator's API is called. */
  Access access();

  /**
   * What a caller of the API needs.
   *
   * @param trust the certificates to trust; without any, the API is called without encryption
   */
  record Access(Optional<String> token, Optional<SSLContext> trust) {
    String scheme() {
      return trust.isPresent() ? "https" : "http";
    }
  }

  /** The site of a product that nobody else is to reach. */
  record Loopback() implements Site {
    @Override
    public List<String> prefix(String node) {
      return List.of();
    }

    @Override
    public List<String> options(String node) {
      return List.of();
    }

    @Override
    public String host(String node) {
      return "127.0.0.1";
    }

    @Override
    public Access access() {
      return new Access(Optional.empty(), Optional.empty());
    }
  }
}
