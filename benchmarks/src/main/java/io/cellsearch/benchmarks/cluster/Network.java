package io.cellsearch.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes in network namespaces of their own. Each has one link, to a bridge in this process's
 * namespace, which must be one that nobody else uses ({@link Isolation}); so this process reaches
 * whoever is connected. A node whose link is cut reaches nobody, and its process notices nothing.
 */
final class Network implements Site {
  private static final String BRIDGE = "bridge";
  private static final String INTERFACE = "eth0";
  private static final String PREFIX = "10.77.0.";
  private static final String OWN_ADDRESS = PREFIX + "254/24";

  private final List<String> nodes;
  private final Secrets secrets;
  private final Access access;

  /** How a link fails. */
  enum Failure {
    /** All packets vanish, both ways, and neither side is told. */
    SWALLOWED,
    /** The node's interface has no carrier, as if somebody had pulled the cable. */
    UNPLUGGED
  }

  private Network(List<String> nodes, Secrets secrets) throws IOException {
    this.nodes = List.copyOf(nodes);
    this.secrets = secrets;
    this.access = secrets.access();
  }

  /**
   * Makes the namespaces, the bridge and the links, and certificates.
   *
   * @param nodes their names, the coordinator's first
   * @param secrets a folder that is not there yet
   * @throws IOException if the system does not let it
   */
  static Network create(Path home, Path secrets, List<String> nodes)
      throws IOException, InterruptedException {
    ip("link set lo up");
    ip("link add " + BRIDGE + " type bridge");
    ip("address add " + OWN_ADDRESS + " dev " + BRIDGE);
    ip("link set " + BRIDGE + " up");
    for (int i = 0; i < nodes.size(); i++) {
      connect(nodes.get(i), port(i), address(i));
    }
    return new Network(nodes, Secrets.make(home, secrets, address(0)));
  }

  private static void connect(String node, String port, String address)
      throws IOException, InterruptedException {
    ip("netns add " + node);
    ip("link add " + port + " type veth peer name " + INTERFACE + " netns " + node);
    ip("link set " + port + " master " + BRIDGE + " up");
    ip("-netns " + node + " link set lo up");
    ip("-netns " + node + " address add " + address + "/24 dev " + INTERFACE);
    ip("-netns " + node + " link set " + INTERFACE + " up");
  }

  /** Cuts a node off. */
  void cut(String node, Failure failure) throws IOException, InterruptedException {
    String port = port(nodes.indexOf(node));
    switch (failure) {
      case SWALLOWED -> ip("link set " + port + " nomaster");
      case UNPLUGGED -> ip("link set " + port + " down");
    }
  }

  /** Connects a node again, however it was cut off. */
  void heal(String node) throws IOException, InterruptedException {
    ip("link set " + port(nodes.indexOf(node)) + " master " + BRIDGE + " up");
  }

  private static void ip(String words) throws IOException, InterruptedException {
    Programs.run(("ip " + words).split(" ", -1));
  }

  private static String port(int node) {
    return "port-" + node;
  }

  private static String address(int node) {
    return PREFIX + (node + 1);
  }

  @Override
  public List<String> prefix(String node) {
    return List.of("ip", "netns", "exec", node);
  }

  @Override
  public List<String> options(String node) {
    List<String> options = new ArrayList<>(List.of("--bind", host(node)));
    options.addAll(secrets.nodeOptions());
    if (nodes.indexOf(node) == 0) {
      options.addAll(secrets.coordinatorOptions());
    }
    return options;
  }

  @Override
  public String host(String node) {
    return address(nodes.indexOf(node));
  }

  @Override
  public Access access() {
    return access;
  }
}
