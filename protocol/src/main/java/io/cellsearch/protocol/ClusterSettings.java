package io.cellsearch.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One node of the cluster.
 *
 * @param address by which the other nodes reach it
 * @param bind the address of this machine to listen on, mostly the same
 * @param seeds nodes to join; none for a node that begins a cluster of its own
 * @param tls needed for every address that other machines can reach
 */
public record ClusterSettings(
    Set<ClusterRole> roles,
    HostPort address,
    String bind,
    List<HostPort> seeds,
    Optional<RemotingTls> tls) {

  public ClusterSettings {
    roles = Set.copyOf(roles);
    seeds = List.copyOf(seeds);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a node has at least one role");
    }
    boolean open = !address.loopback() || !new HostPort(bind, address.port()).loopback();
    if (open && tls.isEmpty()) {
      throw new IllegalArgumentException(
          "a node that other machines can reach needs TLS for remoting, but got "
              + address
              + " without");
    }
  }

  /** A node that listens on the address by which the others reach it. */
  public ClusterSettings(
      Set<ClusterRole> roles, HostPort address, List<HostPort> seeds, Optional<RemotingTls> tls) {
    this(roles, address, address.host(), seeds, tls);
  }

  /** A node on this machine alone. */
  public static ClusterSettings loopback(int port, List<HostPort> seeds, ClusterRole... roles) {
    return new ClusterSettings(
        Set.of(roles), new HostPort("127.0.0.1", port), seeds, Optional.empty());
  }
}
