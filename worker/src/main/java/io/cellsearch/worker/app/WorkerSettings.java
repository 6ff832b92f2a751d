package io.cellsearch.worker.app;

import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.RemotingTls;
import io.cellsearch.worker.blob.BlobServer;
import io.cellsearch.worker.runner.RunnerCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a worker node is set up. Its device is the CPU.
 *
 * @param address where it listens for the cluster; port 0 for any free one
 * @param tls needed where other machines can reach it
 * @param join coordinators of the cluster
 * @param slots attempts at a time, a thread each
 * @param memoryPerSlot bytes that the runner has for each of them
 * @param stateDirectory holds its name and the files that it fetched; a restarted worker is known
 *     by it
 * @param runner how its runner is started
 * @param httpUrl of the coordinator's API, where it is not the one that the coordinator tells
 */
public record WorkerSettings(
    HostPort address,
    Optional<RemotingTls> tls,
    List<HostPort> join,
    int slots,
    long memoryPerSlot,
    Path stateDirectory,
    RunnerCommand runner,
    Optional<String> httpUrl) {

  public WorkerSettings {
    join = List.copyOf(join);
    if (join.isEmpty()) {
      throw new IllegalArgumentException("a worker needs the address of a coordinator");
    }
    if (slots < 1) {
      throw new IllegalArgumentException("a worker has at least one slot, but got " + slots);
    }
    if (memoryPerSlot < 1) {
      throw new IllegalArgumentException("a slot needs memory, but got " + memoryPerSlot);
    }
    httpUrl.ifPresent(url -> new BlobServer(url, Optional.empty()));
  }

  private static final long LOOPBACK_MEMORY = 1L << 30;

  /** A worker beside its coordinator, with 1 GiB for each slot. */
  public static WorkerSettings loopback(
      HostPort coordinator, int slots, Path stateDirectory, RunnerCommand runner) {
    return new WorkerSettings(
        new HostPort("127.0.0.1", 0),
        Optional.empty(),
        List.of(coordinator),
        slots,
        LOOPBACK_MEMORY,
        stateDirectory,
        runner,
        Optional.empty());
  }
}
