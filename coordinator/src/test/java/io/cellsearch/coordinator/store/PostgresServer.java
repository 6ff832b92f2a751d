package io.cellsearch.coordinator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this machine on loopback, started for tests. It refuses to run as root.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "cellsearch";
  private static final int MOST_TRIES = 3;

  private final Path bin;
  private final Path folder;
  private int port;

  private PostgresServer(Path bin, Path folder) {
    this.bin = bin;
    this.folder = folder;
  }

  /** Where the server's programs are, if they are installed. */
  public static Optional<Path> installed() {
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
    return Stream.concat(onPath, debian())
        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
        .filter(bin -> Files.isExecutable(bin.resolve("pg_ctl")))
        .findFirst();
  }

  private static Stream<Path> debian() {
    if (!Files.isDirectory(DEBIAN)) {
      return Stream.of();
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(v -> v.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server with an empty cluster of databases. */
  public static PostgresServer start(Path bin) throws Exception {
    Path folder = Files.createTempDirectory("cellsearch-postgres");
    if (root()) {
      run(List.of("chown", "postgres", folder.toString()), folder);
    }
    PostgresServer server = new PostgresServer(bin, folder);
    server.asServerUser(
        "initdb",
        "--pgdata",
        folder.resolve("data").toString(),
        "--username",
        USER,
        "--auth",
        "trust",
        "--no-sync",
        "--encoding",
        "UTF8",
        "--locale",
        "C");
    server.startOnAFreePort();
    return server;
  }

  /** PostgreSQL takes no port 0, and another process may take a port that was free just now. */
  private void startOnAFreePort() throws Exception {
    for (int tries = 1; ; tries++) {
      port = freePort();
      try {
        asServerUser(
            "pg_ctl",
            "start",
            "--wait",
            "--pgdata",
            folder.resolve("data").toString(),
            "--log",
            folder.resolve("log").toString(),
            "--options",
            "-c listen_addresses=127.0.0.1 -c port="
                + port
                + " -c fsync=off -c unix_socket_directories=''");
        return;
      } catch (IllegalStateException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** A URL of a database that exists on every server. */
  public String jdbcUrl(String schema) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/postgres?user="
        + USER
        + "&currentSchema="
        + schema;
  }

  @Override
  public void close() throws Exception {
    asServerUser(
        "pg_ctl",
        "stop",
        "--wait",
        "--mode",
        "immediate",
        "--pgdata",
        folder.resolve("data").toString());
    run(List.of("rm", "-r", "--", folder.toString()), Path.of("/"));
  }

  private void asServerUser(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command, folder);
  }

  private static void run(List<String> command, Path directory) throws Exception {
    Path output = Files.createTempFile("cellsearch-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
    } finally {
      Files.delete(output);
    }
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
