package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.coordinator.http.Tls;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.RemotingTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a node listens, and the certificates without which other machines cannot reach it. */
final class TlsOptions {
  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Address of this machine to listen on (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1")
  private String bind = "127.0.0.1";

  @Option(
      names = "--key-store",
      paramLabel = "FILE",
      description = "PKCS#12 file with this node's certificate and key.")
  private @Nullable Path keyStore;

  @Option(
      names = "--trust-store",
      paramLabel = "FILE",
      description = "PKCS#12 file with the certificates of the other nodes.")
  private @Nullable Path trustStore;

  @Option(
      names = "--store-password-file",
      paramLabel = "FILE",
      description = "File with the password of both.")
  private @Nullable Path passwordFile;

  String bind() {
    return bind;
  }

  /** The address to listen on. */
  HostPort address(int port) {
    HostPort address = new HostPort(bind, port);
    if (!address.loopback() && remoting().isEmpty()) {
      throw CommandException.wrongInput(
          "--bind "
              + bind
              + " lets other machines in: it needs --key-store, --trust-store and"
              + " --store-password-file");
    }
    return address;
  }

  /** The certificates for the cluster. */
  Optional<RemotingTls> remoting() {
    if (keyStore == null || trustStore == null || passwordFile == null) {
      return Optional.empty();
    }
    return Optional.of(new RemotingTls(keyStore, trustStore, secret(passwordFile)));
  }

  /** The certificate for the pages and the API. */
  Optional<Tls> http() {
    return keyStore == null || passwordFile == null
        ? Optional.empty()
        : Optional.of(new Tls(keyStore, secret(passwordFile)));
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandException.wrongInput("cannot read the password file " + file);
    }
  }
}
