package io.cellsearch.coordinator.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cellsearch.coordinator.http.HttpSettings;
import io.cellsearch.coordinator.spec.DataInspection;
import io.cellsearch.core.experiment.DataSize;
import io.cellsearch.core.experiment.Reference;
import io.cellsearch.core.placement.MemoryNeed;
import io.cellsearch.protocol.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A coordinator or a witness in a process of its own, which can be killed. */
final class VoterProcess {
  private VoterProcess() {}

  /**
   * Starts one, whose first output line is the URL of its API, or "witness".
   *
   * @param arguments the state directory, the database's URL or "witness", the folder of artifacts,
   *     the address to listen on, the addresses of all voters
   */
  static Process start(Path log, List<String> arguments) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                VoterProcess.class.getName()));
    words.addAll(arguments);
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger("akka.cluster")).setLevel(Level.INFO);
    ((Logger) LoggerFactory.getLogger("io.cellsearch")).setLevel(Level.INFO);
    HostPort address = HostPort.parse(arguments[3]);
    List<HostPort> join = HostPort.parseList(arguments[4]);
    if (arguments[1].equals("witness")) {
      WitnessNode witness = WitnessNode.start(address, join, Optional.empty());
      Runtime.getRuntime().addShutdownHook(new Thread(witness::close));
      System.out.println("witness");
      witness.awaitEnd();
      return;
    }
    CoordinatorNode node =
        CoordinatorNode.start(
            new CoordinatorSettings(
                    Path.of(arguments[0]),
                    Optional.of(arguments[1]),
                    HttpSettings.loopback(Integer.parseInt(arguments[5])),
                    address,
                    Optional.empty(),
                    Optional.empty(),
                    CoordinatorSettings.STANDARD_LEASE)
                .with(new Peers(join, Optional.of(Path.of(arguments[2])))),
            (task, data) ->
                new DataInspection(
                    List.of(), List.of(new Reference("last value", 2, 3)), 1, 12, DataSize.NONE),
            MemoryNeed.UNKNOWN,
            "0.1.0");
    Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    node.awaitEnd();
  }
}
