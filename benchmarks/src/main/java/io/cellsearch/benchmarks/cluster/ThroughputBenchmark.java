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
      names = "--warm-up",
      paramLabel = "REPORTS",
      defaultValue = "1000000",
      description = {
        "Reports before those that are judged, in experiments as large: for about as long the JVM",
        "compiles (default: ${DEFAULT-VALUE})."
      })
  private int warmUp;

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
    List<LoadPart> warming = new ArrayList<>();
    List<LoadPart> judged = new ArrayList<>();
    List<Latencies> assignments = new ArrayList<>();
    LoadMeter meter = new LoadMeter();
    AtomicLong paceNanos = new AtomicLong();
    Path file = new SmallExperiment(trials(), epochs).write(home, folder);
    try (Product product = new Product(home, folder, javaOptions)) {
      product.start();
      LocalSpec experiment = LocalSpec.read(file);
      ActorSystem<Void> system = startWorkers(product, paceNanos, meter);
      while (warming.size() * trials() * epochs < warmUp) {
        warming.add(full(product, experiment, meter, new ArrayList<>()));
      }
      for (int i = 0; i < parts; i++) {
        judged.add(full(product, experiment, meter, assignments));
      }
      List<LoadPart> offered = new ArrayList<>();
      if (rate > 0) {
        paceNanos.set(Math.round(1e9 * window * workers / rate));
        offered.add(offered(product, experiment, meter));
      }
      product.endCoordinator();
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
      json.write(Map.of("warming", warming, "full", judged, "offered", offered));
    }
    System.out.printf(
        Locale.ROOT,
        "sent again: %,d reports; taken away: %,d attempts%n",
        meter.resent(),
        meter.attemptsAbandoned());
    Folders.delete(folder);
    return judge(judged, Latencies.of(assignments)) ? 0 : 1;
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
  private LoadPart full(
      Product product, LocalSpec experiment, LoadMeter meter, List<Latencies> assignments)
      throws IOException, InterruptedException, ApiException {
    long before = meter.acknowledged();
    long ended = meter.ended();
    int assigned = meter.assignments().count();
    ChaosRound.submit(product.client(), experiment);
    await(() -> meter.acknowledged() > before);
    // The first requests of each worker wait for the experiment; the others find work.
    int from = assigned + Math.min(2 * workers, trials());
    LoadPart.Measurement measurement = new LoadPart.Measurement(product, meter, from);
    await(() -> meter.ended() >= ended + trials());
    LoadPart part = measurement.end(0);
    assignments.add(measurement.assignments());
    part.print();
    return part;
  }

  /**
   * While all workers train: from the end of as many trials as there are workers to the last fifth
   * of the reports. Until a trial of the experiment has ended, none is given to a worker whose slot
   * is taken, however long ago it asked.
   */
  private LoadPart offered(Product product, LocalSpec experiment, LoadMeter meter)
      throws IOException, InterruptedException, ApiException {
    long before = meter.acknowledged();
    long ended = meter.ended();
    long made = (long) trials() * epochs;
    ChaosRound.submit(product.client(), experiment);
    await(() -> meter.ended() >= ended + workers);
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

  private static boolean judge(List<LoadPart> parts, Latencies assignments) {
    double seconds = parts.stream().mapToDouble(LoadPart::seconds).sum();
    double perSecond = parts.stream().mapToLong(LoadPart::reports).sum() / seconds;
    double p99 = assignments.millis(0.99);
    double worst = parts.stream().mapToDouble(LoadPart::assignmentP99Millis).max().orElse(0);
    double growth = parts.get(parts.size() - 1).heapMegabytes() / parts.get(0).heapMegabytes();
    System.out.printf(
        Locale.ROOT,
        "%,.0f durable reports a second (at least %,d); assignment 99 %% within %.0f ms (at most %.0f),"
            + " in the worst part %.0f ms; heap %.2f times as large at the end (at most %.1f)%n",
        perSecond,
        TARGET_PER_SECOND,
        p99,
        TARGET_MILLIS,
        worst,
        growth,
        HEAP_GROWTH);
    return perSecond >= TARGET_PER_SECOND && p99 <= TARGET_MILLIS && growth <= HEAP_GROWTH;
  }
}
