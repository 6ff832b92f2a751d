package io.cellsearch.coordinator.app;

import io.cellsearch.coordinator.http.HttpSettings;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.RemotingTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a coordinator node is set up.
 *
 * @param stateDirectory holds the artifacts and, without a database of its own, the H2 file
 * @param database JDBC URL of a PostgreSQL database
 * @param cluster where it listens for workers; port 0 for any free one
 * @param tls needed where workers of other machines can reach it
 * @param workersUrl where workers reach the HTTP API, where that is not this machine's address
 * @param lease after which an attempt that nobody renewed is taken for lost
 * @param peers other coordinators, which need a common database
 */
public record CoordinatorSettings(
    Path stateDirectory,
    Optional<String> database,
    HttpSettings http,
    HostPort cluster,
    Optional<RemotingTls> tls,
    Optional<String> workersUrl,
    Duration lease,
    Peers peers) {
  /** Six times as long as workers take between two signs of life. */
  public static final Duration STANDARD_LEASE = Duration.ofSeconds(30);

  public CoordinatorSettings {
    if (!peers.join().isEmpty() && (database.isEmpty() || peers.artifacts().isEmpty())) {
      throw new IllegalArgumentException(
          "several coordinators need a database and a folder of artifacts that all of them reach");
    }
  }

  /** A coordinator that is alone. */
  public CoordinatorSettings(
      Path stateDirectory,
      Optional<String> database,
      HttpSettings http,
      HostPort cluster,
      Optional<RemotingTls> tls,
      Optional<String> workersUrl,
      Duration lease) {
    this(stateDirectory, database, http, cluster, tls, workersUrl, lease, Peers.NONE);
  }

  /** The same beside other coordinators. */
  public CoordinatorSettings with(Peers others) {
    return new CoordinatorSettings(
        stateDirectory, database, http, cluster, tls, workersUrl, lease, others);
  }

  /** The folder of files. */
  Path artifacts() {
    return peers.artifacts().orElse(stateDirectory.resolve("artifacts"));
  }

  /** A coordinator for this machine alone. */
  public static CoordinatorSettings loopback(Path stateDirectory, int httpPort, int clusterPort) {
    return new CoordinatorSettings(
        stateDirectory,
        Optional.empty(),
        HttpSettings.loopback(httpPort),
        new HostPort("127.0.0.1", clusterPort),
        Optional.empty(),
        Optional.empty(),
        STANDARD_LEASE);
  }
}
