package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.coordinator.app.Peers;
import io.cellsearch.protocol.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The other coordinators of a cluster in which one takes over from another. */
final class PeerOptions {
  @Option(
      names = "--join",
      paramLabel = "HOST:PORT[,HOST:PORT]",
      description = {
        "All coordinators and the witness of a cluster in which one takes over from another, this"
            + " one too: the same list for each of them. Needs --database and --artifacts."
      })
  private String join = "";

  @Option(
      names = "--witness",
      description = {
        "Only votes, and never leads: the third one beside two coordinators. Needs --join and no"
            + " database."
      })
  private boolean witness;

  @Option(
      names = "--artifacts",
      paramLabel = "DIR",
      description = {
        "Keeps models, checkpoints and data sets (default: artifacts in --state). Several"
            + " coordinators need one that all of them share."
      })
  private @Nullable Path artifacts;

  boolean isWitness() {
    return witness;
  }

  /** The addresses of all voters; none for a coordinator that is alone. */
  List<HostPort> join() {
    if (join.isEmpty()) {
      return List.of();
    }
    try {
      return HostPort.parseList(join);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput("--join: " + e.getMessage());
    }
  }

  /** The others as a coordinator sees them. */
  Peers peers(boolean hasDatabase) {
    if (!join().isEmpty() && (!hasDatabase || artifacts == null)) {
      throw CommandException.wrongInput(
          "--join needs --database and --artifacts: what one coordinator stored, the next one has"
              + " to find");
    }
    return new Peers(join(), Optional.ofNullable(artifacts));
  }
}
