package io.cellsearch.cli.command;

import io.cellsearch.cli.client.ApiClient;
import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.cli.process.StateDirectory;
import io.cellsearch.protocol.HttpsTrust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
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

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "PEM file with its certificate, where that is not of a public authority.")
  private @Nullable Path certificate;

  ApiClient client() {
    if (server != null && server.getHost() == null) {
      throw CommandException.wrongInput(
          "--server must be an address like http://localhost:8080, but got " + server);
    }
    URI address =
        Optional.ofNullable(server)
            .or(() -> StateDirectory.of(Optional.ofNullable(state)).running())
            .orElse(URI.create("http://localhost:8080"));
    return new ApiClient(
        address,
        Optional.ofNullable(tokenFile).map(Tokens::read),
        Optional.ofNullable(certificate).map(ServerOptions::trust));
  }

  private static SSLContext trust(Path pem) {
    try {
      return HttpsTrust.ofPem(pem);
    } catch (IOException e) {
      throw CommandException.wrongInput("--certificate: " + e.getMessage());
    }
  }
}
