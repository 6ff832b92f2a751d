package io.cellsearch.cli.command;

import io.cellsearch.cli.exit.CommandException;
import io.cellsearch.coordinator.http.Tls;
import io.cellsearch.protocol.HostPort;
import io.cellsearch.protocol.RemotingTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a node listens, and the certificates without which other machines cannot reach it. */
final class TlsOptions {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

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
      description = "PKCS#12 file with the certificates of the other nodes and of the API.")
  private @Nullable Path trustStore;

  @Option(
      names = "--store-password-file",
      paramLabel = "FILE",
      description = "File with the password of both.")
  private @Nullable Path passwordFile;

  String bind() {
    return bind;
  }

  /** Refuses to let other machines in without certificates. */
  void check() {
    if (!new HostPort(bind, 0).loopback() && remoting().isEmpty()) {
      throw CommandException.wrongInput(
          "--bind "
              + bind
              + " lets other machines in: it needs --key-store, --trust-store and"
              + " --store-password-file");
    }
  }

  /** The address to listen on, which is also the one that other nodes are told. */
  HostPort address(int port) {
    check();
    if (EVERY_ADDRESS.contains(bind)) {
      throw CommandException.wrongInput(
          "--bind must name one address of this machine, but "
              + bind
              + " means all of them; a coordinator may say --advertise besides");
    }
    return new HostPort(bind, port);
  }

  /** The certificates for the cluster. */
  Optional<RemotingTls> remoting() {
    if (keyStore == null || trustStore == null || passwordFile == null) {
      return Optional.empty();
    }
    String password = secret(passwordFile);
    open(keyStore, password);
    open(trustStore, password);
    return Optional.of(new RemotingTls(keyStore, trustStore, password));
  }

  /** What cannot be opened later is told now, in a sentence. */
  private static void open(Path store, String password) {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore.getInstance("PKCS12").load(in, password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw CommandException.wrongInput(
          "cannot open " + store + " with the password of --store-password-file");
    }
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
