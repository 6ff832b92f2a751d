package io.cellsearch.benchmarks.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import io.cellsearch.benchmarks.run.Folders;
import io.cellsearch.benchmarks.run.JsonOption;
import io.cellsearch.cli.client.ApiException;
import io.cellsearch.cli.local.LocalSpec;
import io.cellsearch.protocol.ClusterRole;
import io.cellsearch.protocol.ClusterSettings;
import io.cellsearch.protocol.ClusterSystem;
import io.cellsearch.protocol.CoordinatorAddress;
import io.cellsearch.protocol.CoordinatorMessage;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.WorkerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many reports a second a coordinator takes, and how soon it gives work. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = {
      "Simulated workers in this JVM against one coordinator process with its database on disk,",
      "over the real protocol: durable reports per second, milliseconds to an assignment, and the",
      "coordinator's live heap after each part. Exits 1 when a target is missed."
    })
public final class ThroughputBenchmark implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(9);
  private static final int TARGET_PER_SECOND = 20_000;
  private static final double TARGET_MILLIS = 100;
  private static final double HEAP_GROWTH = 1.5;

  @Option(names = "--workers", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}")
  private int workers;

  @Option(names = "--reports", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}")
  private int reports;

  @Option(
      names = "--parts",
      defaultValue = "5",
      description = "Experiments that they are divided among (default: ${DEFAULT-VALUE}).")
  private int parts;

  @Option(
      names = "--epochs",
      defaultValue = "100",
      description = "Of each trial (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--window",
      defaultValue = "4",
      description = "Reports that a worker has under way (default: ${DEFAULT-VALUE}).")
  private int window;

  @Option(
      names = "--java",
      paramLabel = "OPTION",
      description = "Option of the coordinator's JVM, for instance of the flight recorder.")
  private List<String> javaOptions = List.of();

  @Mixin private JsonOption json = new JsonOption();

  private record Part(
      int reports,
      double seconds,
      double perSecond,
      double perCpuSecond,
      double medianMillis,
      double p99Millis,
      double heapMegabytes,
      double fileMegabytes) {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ThroughputBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ApiException {
    Path home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("cellsearch-throughput");
    List<Part> all = new ArrayList<>();
    LoadMeter meter = new LoadMeter();
    int trials = reports / parts / epochs;
    Path file = new SmallExperiment(trials, epochs).write(home, folder);
    try (Product product = new Product(home, folder, javaOptions)) {
      product.start();
      ChaosRound.submit(product.client(), LocalSpec.read(file));
      ActorSystem<Void> system = startWorkers(product, meter);
      for (int i = 0; i < parts; i++) {
        if (i > 0) {
          ChaosRound.submit(product.client(), LocalSpec.read(file));
        }
        all.add(part(product, meter, trials, i));
        print(all.get(i));
      }
      product.endCoordinator();
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
    System.out.printf(
        Locale.ROOT,
        "sent again: %,d reports; taken away: %,d attempts%n",
        meter.resent(),
        meter.attemptsAbandoned());
    json.write(all);
    Folders.delete(folder);
    return judge(all) ? 0 : 1;
  }

  private ActorSystem<Void> startWorkers(Product product, LoadMeter meter) {
    SimulatedWorker.Load load = new SimulatedWorker.Load(epochs, window, meter);
    return ClusterSystem.start(
        Behaviors.setup(
            context -> {
              ActorRef<CoordinatorMessage> coordinator =
                  CoordinatorAddress.find(context.getSystem());
              for (int i = 0; i < workers; i++) {
                context.spawn(
                    SimulatedWorker.create(load, new WorkerId("simulated-" + i), coordinator),
                    "worker-" + i);
              }
              return Behaviors.empty();
            }),
        ClusterSettings.loopback(0, List.of(HostPort.parse(product.join())), ClusterRole.WORKER));
  }

  /** From the first report of an experiment to the end of its last trial. */
  private Part part(Product product, LoadMeter meter, int trials, int number)
      throws IOException, InterruptedException {
    long goal = (long) (number + 1) * trials;
    int firstAssignment = meter.assignments();
    double cpuBefore = product.coordinator().cpuSeconds();
    long before = meter.acknowledged();
    long patience = System.nanoTime() + PATIENCE.toNanos();
    long begin = 0;
    while (meter.ended() < goal) {
      if (begin == 0 && meter.acknowledged() > before) {
        begin = System.nanoTime();
      }
      if (System.nanoTime() > patience) {
        throw new IOException(
            "a part did not end within " + PATIENCE + ", see " + product.folder());
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    int made = trials * epochs;
    // The first requests of each worker wait for the experiment; the others find work.
    int from = firstAssignment + Math.min(2 * workers, trials);
    return new Part(
        made,
        seconds,
        made / seconds,
        made / (product.coordinator().cpuSeconds() - cpuBefore),
        meter.assignmentMillis(from, 0.5),
        meter.assignmentMillis(from, 0.99),
        product.coordinator().liveHeapBytes() / 1e6,
        Files.size(product.state().resolve("cellsearch.mv.db")) / 1e6);
  }

  private static void print(Part part) {
    System.out.printf(
        Locale.ROOT,
        "%,d reports in %.1f s: %,.0f a second, %,.0f a second of its processor time;"
            + " assignment %.0f ms, 99 %% %.0f ms; live heap %.0f MB,"
            + " file %.0f MB%n",
        part.reports(),
        part.seconds(),
        part.perSecond(),
        part.perCpuSecond(),
        part.medianMillis(),
        part.p99Millis(),
        part.heapMegabytes(),
        part.fileMegabytes());
  }

  /** The first part warms up. */
  private static boolean judge(List<Part> parts) {
    List<Part> warm = parts.subList(Math.min(1, parts.size() - 1), parts.size());
    double seconds = warm.stream().mapToDouble(Part::seconds).sum();
    double perSecond = warm.stream().mapToInt(Part::reports).sum() / seconds;
    double p99 = warm.stream().mapToDouble(Part::p99Millis).max().orElse(0);
    double growth = warm.get(warm.size() - 1).heapMegabytes() / warm.get(0).heapMegabytes();
    System.out.printf(
        Locale.ROOT,
        "%,.0f durable reports a second (at least %,d); assignment 99 %% within %.0f ms (at most %.0f);"
            + " heap %.2f times as large at the end (at most %.1f)%n",
        perSecond,
        TARGET_PER_SECOND,
        p99,
        TARGET_MILLIS,
        growth,
        HEAP_GROWTH);
    return perSecond >= TARGET_PER_SECOND && p99 <= TARGET_MILLIS && growth <= HEAP_GROWTH;
  }
}
