package io.cellsearch.benchmarks.cluster;

import io.cellsearch.benchmarks.run.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Cuts nodes off by real networks that fail, and looks whether anything was lost. */
@Command(
    name = "partition",
    mixinStandardHelpOptions = true,
    description = {
      "An experiment on a coordinator and three workers, each in a network namespace of its own and",
      "with TLS between them, while their links fail one at a time: the coordinator's or a worker's,",
      "for shorter than the cluster's patience, about as long, or longer. Exits 1 when a trial is not",
      "terminal, a report is there twice, an acknowledged one is missing, a worker does not find",
      "back, or anything differs from what an undisturbed run finds; 2 where there can be no",
      "network namespaces, which are for root."
    })
public final class PartitionBenchmark implements Callable<Integer> {
  private static final int UNABLE = 2;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = {
        "After which no further row of six cuts begins, all lengths of a worker and of the",
        "coordinator (default: ${DEFAULT-VALUE})."
      })
  private int seconds;

  @Mixin private Rounds rounds = new Rounds();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new PartitionBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (Isolation.isInside()) {
      Isolation.endWithOuter();
      return inside();
    }
    Optional<String> obstacle = Isolation.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("partition: " + obstacle.get());
      return UNABLE;
    }
    return Isolation.run(
        PartitionBenchmark.class, spec.commandLine().getParseResult().originalArgs());
  }

  private int inside() throws IOException, InterruptedException, SQLException {
    Path home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    Path base = Files.createTempDirectory("cellsearch-partition");
    Network network;
    try {
      network = Network.create(home, base.resolve("secrets"), nodes());
    } catch (IOException e) {
      Folders.delete(base);
      System.err.println("partition: the network cannot be made: " + e.getMessage());
      return UNABLE;
    }
    Duration duration = Duration.ofSeconds(seconds);
    boolean sound =
        rounds.run(
            home,
            base,
            network,
            seed -> new Cuts(network, Cut.plan(seed, ChaosRound.WORKERS, duration)));
    return sound ? 0 : 1;
  }

  private static List<String> nodes() {
    return Stream.concat(
            Stream.of("coordinator"),
            IntStream.rangeClosed(1, ChaosRound.WORKERS).mapToObj(number -> "worker-" + number))
        .toList();
  }
}
