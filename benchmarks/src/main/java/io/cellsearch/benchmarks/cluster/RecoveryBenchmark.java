package io.cellsearch.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cellsearch.benchmarks.cluster.ProductNode.Signal;
import io.cellsearch.benchmarks.run.Folders;
import io.cellsearch.benchmarks.run.JsonOption;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.local.LocalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long work stands still when a process is killed. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    description = {
      "Seconds from kill -9 of a worker to the assignment of its trial to another one, and from",
      "kill -9 of the coordinator, which is started again at once, to its first assignment. All",
      "settings are the defaults. Exits 1 when one of them takes longer than --limit."
    })
public final class RecoveryBenchmark implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ASSIGNED = "assigned to";
  private static final String WELCOME = "knows this worker";
  private static final int WORKERS = 3;
  private static final int ENDLESS = 100_000;
  private static final int SETTLE_SECONDS = 5;

  @Option(names = "--samples", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}")
  private int samples;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "Seconds that each may take (default: ${DEFAULT-VALUE}).")
  private double limit;

  @Mixin private JsonOption json = new JsonOption();

  private Path home = Path.of("");
  private Path base = Path.of("");

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new RecoveryBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ApiException {
    home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    base = Files.createTempDirectory("cellsearch-recovery");
    List<Double> workers = killWorkers();
    List<Double> coordinators = killCoordinators();
    System.out.println("| killed | samples | median s | worst s |");
    System.out.println("|---|--:|--:|--:|");
    print("worker", workers);
    print("coordinator", coordinators);
    json.write(Map.of("worker", workers, "coordinator", coordinators));
    Folders.delete(base);
    return worst(workers) <= limit && worst(coordinators) <= limit ? 0 : 1;
  }

  /** Endless trials on two of three workers: what is assigned next is what the dead one held. */
  private List<Double> killWorkers() throws IOException, InterruptedException, ApiException {
    List<Double> seconds = new ArrayList<>();
    SmallExperiment experiment = new SmallExperiment(2, ENDLESS);
    try (Product product = started("workers", experiment)) {
      for (int i = 0; i < samples; i++) {
        ProductNode victim = busy(product);
        seconds.add(secondsUntilAssigned(victim, product.coordinator().log(), () -> {}));
        LogTail back = new LogTail(victim.log());
        victim.start();
        back.await(WELCOME, PATIENCE);
      }
    }
    return seconds;
  }

  /** Short trials: there is always one to assign. */
  private List<Double> killCoordinators() throws IOException, InterruptedException, ApiException {
    List<Double> seconds = new ArrayList<>();
    try (Product product = started("coordinators", new SmallExperiment(ENDLESS, 2))) {
      for (int i = 0; i < samples; i++) {
        ProductNode victim = product.coordinator();
        LogTail tail = new LogTail(victim.log());
        for (int j = 0; j < 2 * WORKERS; j++) {
          tail.await(ASSIGNED, PATIENCE);
        }
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        seconds.add(secondsUntilAssigned(victim, victim.log(), victim::start));
      }
    }
    return seconds;
  }

  /** What is done about a process that was killed. */
  interface Remedy {
    void run() throws IOException;
  }

  /**
   * Kills a process.
   *
   * @param log the coordinator's; what it said before the process had ended does not count
   * @return from the kill to the first assignment after it
   */
  static double secondsUntilAssigned(ProductNode victim, Path log, Remedy remedy)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    victim.signal(Signal.KILL);
    victim.awaitEnd();
    LogTail tail = new LogTail(log);
    remedy.run();
    double seconds = (tail.await(ASSIGNED, PATIENCE) - begin) / 1e9;
    System.err.printf(Locale.ROOT, "%s: %.1f s%n", victim.name(), seconds);
    return seconds;
  }

  private Product started(String name, SmallExperiment experiment)
      throws IOException, InterruptedException, ApiException {
    Path folder = Files.createDirectories(base.resolve(name));
    Path file = experiment.write(home, folder);
    Product product = new Product(home, folder, WORKERS, List.of());
    product.start();
    ChaosRound.submit(product.client(), LocalSpec.read(file));
    for (ProductNode worker : product.workers()) {
      new LogTail(worker.log(), 0).await(WELCOME, PATIENCE);
    }
    return product;
  }

  /** A worker that trains. */
  private static ProductNode busy(Product product)
      throws IOException, InterruptedException, ApiException {
    String id = product.client().experiments().get(0).id();
    while (true) {
      for (JsonNode trial :
          product.client().json("api/experiments/" + id + "/trials").path("trials")) {
        for (ProductNode worker : product.workers()) {
          boolean here =
              product.nameOf(worker).filter(trial.path("worker").asText()::equals).isPresent();
          if (here
              && trial.path("state").asText().equals("RUNNING")
              && trial.path("epochs").asInt() > 0) {
            return worker;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static double worst(List<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static void print(String what, List<Double> seconds) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f |%n",
        what,
        sorted.length,
        sorted[sorted.length / 2],
        worst(seconds));
  }
}
