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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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
      "coordinator's live heap after each part. First they send as fast as they are answered, and",
      "the targets are judged by that; then at a rate, for latencies where the queue is not full.",
      "Exits 1 when a target is missed."
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

  @Option(
      names = "--rate",
      defaultValue = "20500",
      description = {
        "Reports a second that are offered in a last part, whether those before were answered or",
        "not; 0 for no such part (default: ${DEFAULT-VALUE})."
      })
  private int rate;

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ThroughputBenchmark()).setUsageHelpAutoWidth(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ApiException {
    Path home = Path.of(System.getProperty("cellsearch.home", ".")).toAbsolutePath();
    Path folder = Files.createTempDirectory("cellsearch-throughput");
    List<LoadPart> all = new ArrayList<>();
    LoadMeter meter = new LoadMeter();
    AtomicLong paceNanos = new AtomicLong();
    Path file = new SmallExperiment(trials(), epochs).write(home, folder);
    try (Product product = new Product(home, folder, javaOptions)) {
      product.start();
      ChaosRound.submit(product.client(), LocalSpec.read(file));
      ActorSystem<Void> system = startWorkers(product, paceNanos, meter);
      for (int i = 0; i < parts; i++) {
        if (i > 0) {
          ChaosRound.submit(product.client(), LocalSpec.read(file));
        }
        all.add(full(product, meter));
      }
      List<LoadPart> offered = new ArrayList<>();
      if (rate > 0) {
        paceNanos.set(Math.round(1e9 * window * workers / rate));
        ChaosRound.submit(product.client(), LocalSpec.read(file));
        offered.add(offered(product, meter));
      }
      product.endCoordinator();
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
      json.write(Map.of("full", all, "offered", offered));
    }
    System.out.printf(
        Locale.ROOT,
        "sent again: %,d reports; taken away: %,d attempts%n",
        meter.resent(),
        meter.attemptsAbandoned());
    Folders.delete(folder);
    return judge(all) ? 0 : 1;
  }

  private int trials() {
    return reports / parts / epochs;
  }

  private ActorSystem<Void> startWorkers(Product product, AtomicLong paceNanos, LoadMeter meter) {
    SimulatedWorker.Load load = new SimulatedWorker.Load(epochs, window, paceNanos, meter);
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
  private LoadPart full(Product product, LoadMeter meter) throws IOException, InterruptedException {
    long before = meter.acknowledged();
    long ended = meter.ended();
    int assigned = meter.assignments().count();
    await(() -> meter.acknowledged() > before);
    // The first requests of each worker wait for the experiment; the others find work.
    int from = assigned + Math.min(2 * workers, trials());
    LoadPart.Measurement measurement = new LoadPart.Measurement(product, meter, from);
    await(() -> meter.ended() >= ended + trials());
    LoadPart part = measurement.end(0);
    part.print();
    return part;
  }

  /** While all workers train: from the first fifth of the reports to the last. */
  private LoadPart offered(Product product, LoadMeter meter)
      throws IOException, InterruptedException {
    long before = meter.acknowledged();
    long ended = meter.ended();
    long made = (long) trials() * epochs;
    await(() -> meter.acknowledged() >= before + made / 5);
    LoadPart.Measurement measurement =
        new LoadPart.Measurement(product, meter, meter.assignments().count());
    await(() -> meter.acknowledged() >= before + made * 4 / 5);
    LoadPart part = measurement.end(rate);
    await(() -> meter.ended() >= ended + trials());
    part.print();
    return part;
  }

  private static void await(BooleanSupplier condition) throws IOException, InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > patience) {
        throw new IOException("a part did not end within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** The first part warms up. */
  private static boolean judge(List<LoadPart> parts) {
    List<LoadPart> warm = parts.subList(Math.min(1, parts.size() - 1), parts.size());
    double seconds = warm.stream().mapToDouble(LoadPart::seconds).sum();
    double perSecond = warm.stream().mapToLong(LoadPart::reports).sum() / seconds;
    double p99 = warm.stream().mapToDouble(LoadPart::assignmentP99Millis).max().orElse(0);
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
