package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.exit.ExitCode;
import io.cellsearch.cli.local.TaskDataInspector;
import io.cellsearch.cli.local.TrainingMemoryNeed;
import io.cellsearch.cli.local.Version;
import io.cellsearch.cli.process.EndSignal;
import io.cellsearch.cli.process.Logging;
import io.cellsearch.cli.process.ParentOption;
import io.cellsearch.cli.process.StateDirectory;
import io.cellsearch.coordinator.app.CoordinatorNode;
import io.cellsearch.coordinator.app.CoordinatorSettings;
import io.cellsearch.coordinator.app.Peers;
import io.cellsearch.coordinator.app.WitnessNode;
import io.cellsearch.coordinator.http.HttpSettings;
import io.cellsearch.coordinator.http.HttpStartException;
import io.cellsearch.coordinator.http.PortChooser;
import io.cellsearch.coordinator.http.UnsafeBindException;
import io.cellsearch.coordinator.store.StoreUnavailableException;
import io.cellsearch.protocol.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The service: keeps the results, gives out the trials, serves the pages. */
@Command(
    name = "coordinator",
    description = {
      "Runs the service until it is told to end: keeps the results, gives trials to workers,"
          + " serves the pages and the API."
    })
final class CoordinatorCommand implements Callable<Integer> {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keeps results, models and data (default: $XDG_STATE_HOME/cellsearch).")
  private @Nullable Path state;

  @Option(
      names = "--port",
      paramLabel = "P",
      description =
          "Of the pages and the API (default: ${DEFAULT-VALUE}, or the next free one; 0: any).",
      defaultValue = "8080")
  private int port;

  @Option(
      names = "--cluster-port",
      paramLabel = "P",
      description = "That workers join (default: ${DEFAULT-VALUE}, or the next free one; 0: any).",
      defaultValue = "25520")
  private int clusterPort;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "JDBC URL of a PostgreSQL database, without a password: that is read from ~/.pgpass or the"
            + " file that PGPASSFILE names (default: an H2 file in --state)."
      })
  private @Nullable String database;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      description =
          "A trial whose worker is silent for so long goes to another one"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int leaseSeconds;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the secret that every call must carry.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "Further name under which browsers may reach the pages.")
  private List<String> hostNames = List.of();

  @Option(
      names = "--advertise",
      paramLabel = "NAME",
      description = {
        "Name by which other machines reach this one, where that is not --bind: in a container,"
            + " behind a forwarded port, with --bind 0.0.0.0."
      })
  private @Nullable String advertise;

  @Mixin private TlsOptions tls = new TlsOptions();
  @Mixin private PeerOptions peers = new PeerOptions();
  @Mixin private ParentOption parent = new ParentOption();

  @Override
  public Integer call() throws IOException {
    Logging.service();
    if (peers.isWitness()) {
      return witness();
    }
    StateDirectory directory = StateDirectory.of(Optional.ofNullable(state));
    directory.create();
    CoordinatorNode node = start(directory);
    AtomicBoolean told = new AtomicBoolean();
    EndSignal.handledBy(
        () -> {
          told.set(true);
          node.close();
        });
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "coordinator-end"));
    parent.watch();
    directory.announce(node.uri(), node.cluster().toString());
    System.err.println("cellsearch: pages at " + node.uri());
    System.err.println("cellsearch: workers join with: worker --join " + node.cluster());
    node.awaitEnd();
    directory.withdraw();
    if (!told.get()) {
      throw leftAlone();
    }
    return ExitCode.DONE;
  }

  /** Only votes, until it is told to end. */
  private int witness() {
    if (peers.join().isEmpty()) {
      throw CommandException.wrongInput("--witness needs --join");
    }
    requireClusterPort();
    WitnessNode node = WitnessNode.start(tls.address(clusterPort), peers.join(), tls.remoting());
    AtomicBoolean told = new AtomicBoolean();
    EndSignal.handledBy(
        () -> {
          told.set(true);
          node.close();
        });
    parent.watch();
    System.err.println("cellsearch: witness at " + node.cluster());
    node.awaitEnd();
    if (!told.get()) {
      throw leftAlone();
    }
    return ExitCode.DONE;
  }

  /** What the others expelled, or never let in, comes back as a new process. */
  private static CommandException leftAlone() {
    return CommandException.environment(
        "this node is not in its cluster any more, or found none; start it again");
  }

  /** Others know it by its port: the next free one will not do. */
  private void requireClusterPort() {
    try {
      if (clusterPort == 0 || PortChooser.from(tls.bind(), clusterPort) != clusterPort) {
        throw CommandException.environment(
            "--cluster-port " + clusterPort + " is taken, and --join needs a fixed one");
      }
    } catch (HttpStartException e) {
      throw CommandException.environment(String.valueOf(e.getMessage()));
    }
  }

  private CoordinatorNode start(StateDirectory directory) throws IOException {
    if (leaseSeconds < 1) {
      throw CommandException.wrongInput("--lease must be at least 1, but got " + leaseSeconds);
    }
    if (database != null && database.toLowerCase(Locale.ROOT).contains("password=")) {
      throw CommandException.wrongInput(
          "--database must not have a password, which every process list would show; write it to"
              + " ~/.pgpass or to the file that PGPASSFILE names");
    }
    Peers others = peers.peers(database != null);
    if (!others.join().isEmpty()) {
      requireClusterPort();
    }
    try {
      return CoordinatorNode.start(
          settings(directory).with(others),
          new TaskDataInspector(),
          new TrainingMemoryNeed(),
          Version.current());
    } catch (UnsafeBindException e) {
      throw CommandException.wrongInput(String.valueOf(e.getMessage()));
    } catch (HttpStartException | StoreUnavailableException e) {
      throw CommandException.environment(String.valueOf(e.getMessage()));
    }
  }

  private CoordinatorSettings settings(StateDirectory directory) throws HttpStartException {
    tls.check();
    int httpPort = free(port);
    int joinPort = free(clusterPort);
    return new CoordinatorSettings(
        directory.path(),
        Optional.ofNullable(database),
        http(httpPort),
        advertise == null ? tls.address(joinPort) : new HostPort(advertise, joinPort),
        tls.remoting(),
        Optional.ofNullable(advertise).map(name -> url(name, httpPort)),
        Duration.ofSeconds(leaseSeconds));
  }

  private int free(int wanted) throws HttpStartException {
    return wanted == 0 ? 0 : PortChooser.from(tls.bind(), wanted);
  }

  private HttpSettings http(int httpPort) {
    List<String> names = new ArrayList<>(hostNames);
    Optional.ofNullable(advertise).ifPresent(names::add);
    return new HttpSettings(
        tls.bind(), httpPort, Optional.ofNullable(tokenFile).map(Tokens::read), tls.http(), names);
  }

  private String url(String name, int httpPort) {
    if (httpPort == 0) {
      throw CommandException.wrongInput("--advertise needs a --port that is known before");
    }
    return (tls.http().isPresent() ? "https://" : "http://") + name + ":" + httpPort;
  }
}
