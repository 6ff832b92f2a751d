package io.cellsearch.coordinator.app;

import io.cellsearch.protocol.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The other coordinators of a cluster in which one takes over from another.
 *
 * @param join all voters of the cluster, the same list for each of them: the first one begins the
 *     cluster when none of the others is there; empty for a coordinator that is alone
 * @param artifacts the folder of files that all coordinators share; empty for one in the state
 *     directory
 */
public record Peers(List<HostPort> join, Optional<Path> artifacts) {
  /** A coordinator that is alone. */
  public static final Peers NONE = new Peers(List.of(), Optional.empty());

  public Peers {
    join = List.copyOf(join);
  }
}
