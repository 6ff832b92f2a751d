package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.process.StateDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where to ask: the address given, else the coordinator that runs on the state directory, else the
 * default port.
 */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The coordinator's address (default: the one that runs here).")
  private @Nullable URI server;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "State directory by which a coordinator on this machine is found.")
  private @Nullable Path state;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the access token of a coordinator on another machine.")
  private @Nullable Path tokenFile;

  ApiClient client() {
    if (server != null && server.getHost() == null) {
      throw CommandException.wrongInput(
          "--server must be an address like http://localhost:8080, but got " + server);
    }
    URI address =
        Optional.ofNullable(server)
            .or(() -> StateDirectory.of(Optional.ofNullable(state)).running())
            .orElse(URI.create("http://localhost:8080"));
    return new ApiClient(address, Optional.ofNullable(tokenFile).map(Tokens::read));
  }
}
