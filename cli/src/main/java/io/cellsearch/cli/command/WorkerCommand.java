package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.process.Cores;
import io.cellsearch.cli.process.EndSignal;
import io.cellsearch.cli.process.Logging;
import io.cellsearch.cli.process.Memory;
import io.cellsearch.cli.process.ParentOption;
import io.cellsearch.cli.process.RunnerOptions;
import io.cellsearch.cli.process.StateDirectory;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.worker.app.DirectoryInUseException;
import io.cellsearch.worker.app.WorkerNode;
import io.cellsearch.worker.app.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A worker: trains what a coordinator gives it. */
@Command(
    name = "worker",
    description = {
      "Trains what a coordinator gives it, until it is told to end. Needs nothing else: data and"
          + " cells come from the coordinator."
    })
final class WorkerCommand implements Callable<Integer> {
  private static final int MOST_WORKERS = 1000;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT[,HOST:PORT]",
      required = true,
      description = "The coordinator, or several of them, as they print it at their start.")
  private String join = "";

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trials at a time, a thread each (default: the physical cores).")
  private @Nullable Integer slots;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = {
        "Of each slot, for instance 4G: trials that need more go to other workers (default: half of"
            + " the machine's memory, shared by the slots)."
      })
  private @Nullable String memory;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "auto or cpu; this version trains on CPUs (default: ${DEFAULT-VALUE}).",
      defaultValue = "auto")
  private String device = "auto";

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Keeps its name and the data it fetched (default: $XDG_STATE_HOME/cellsearch/worker, or"
              + " worker-2 and so on beside other workers).")
  private @Nullable Path state;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The coordinator's API, where it is reached in another way than it says.")
  private @Nullable URI server;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "To listen on for the cluster (default: any).",
      defaultValue = "0")
  private int port;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      description = {
        "The least time between two checkpoints of a trial, from which another worker goes on when"
            + " this one is lost; 0 for one after each epoch (default: ${DEFAULT-VALUE})."
      },
      defaultValue = "10")
  private int checkpointSeconds;

  @Option(
      names = "--grace",
      paramLabel = "S",
      description = {
        "When it is told to end (SIGTERM, Ctrl-C): the most that its trials have to come to the end"
            + " of their epoch, from where other workers go on; 0 to leave at once"
            + " (default: ${DEFAULT-VALUE})."
      },
      defaultValue = "20")
  private int graceSeconds;

  @Mixin private TlsOptions tls = new TlsOptions();
  @Mixin private ParentOption parent = new ParentOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logging.service();
    List<HostPort> coordinators = coordinators();
    int threads = slots == null ? Cores.physical() : slots;
    if (threads < 1) {
      throw CommandException.wrongInput("--slots must be at least 1, but got " + threads);
    }
    if (!device.equals("auto") && !device.equals("cpu")) {
      throw CommandException.wrongInput(
          "--device must be auto or cpu, but got " + device + "; this version trains on CPUs");
    }
    if (checkpointSeconds < 0) {
      throw CommandException.wrongInput(
          "--checkpoint-seconds must be at least 0, but got " + checkpointSeconds);
    }
    if (graceSeconds < 0) {
      throw CommandException.wrongInput("--grace must be at least 0, but got " + graceSeconds);
    }
    WorkerNode node = start(coordinators, threads);
    EndSignal.handledBy(() -> node.leave(Duration.ofSeconds(graceSeconds)));
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "worker-end"));
    parent.watch();
    System.err.printf(
        "cellsearch: worker %s with %d slots of %s%n",
        node.id(), threads, Memory.text(memoryPerSlot(threads)));
    node.awaitEnd();
    return ExitCode.DONE;
  }

  private long memoryPerSlot(int threads) {
    try {
      return memory == null
          ? Memory.standardPerSlot(Memory.physical(), threads)
          : Memory.parse(memory);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput("--memory: " + e.getMessage());
    }
  }

  private List<HostPort> coordinators() {
    try {
      return HostPort.parseList(join);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput("--join: " + e.getMessage());
    }
  }

  /** Starts in the directory given, or in the first of the standard ones without a worker. */
  private WorkerNode start(List<HostPort> coordinators, int threads) throws IOException {
    if (state != null) {
      try {
        return WorkerNode.start(settings(coordinators, threads, state));
      } catch (DirectoryInUseException e) {
        throw CommandException.environment(String.valueOf(e.getMessage()));
      }
    }
    Path base = StateDirectory.of(Optional.empty()).path();
    for (int number = 1; number <= MOST_WORKERS; number++) {
      Path directory = base.resolve(number == 1 ? "worker" : "worker-" + number);
      try {
        return WorkerNode.start(settings(coordinators, threads, directory));
      } catch (DirectoryInUseException e) {
        // The next one, then.
        continue;
      }
    }
    throw CommandException.environment("there are " + MOST_WORKERS + " workers here already");
  }

  private WorkerSettings settings(List<HostPort> coordinators, int threads, Path directory) {
    long perSlot = memoryPerSlot(threads);
    return new WorkerSettings(
        tls.address(port),
        tls.remoting(),
        coordinators,
        threads,
        perSlot,
        directory,
        RunnerOptions.runner(Duration.ofSeconds(checkpointSeconds), threads * perSlot),
        Optional.ofNullable(server).map(URI::toString));
  }
}
