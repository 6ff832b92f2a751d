package io.cellsearch.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * The folder that a coordinator's state lives in: database, artifacts, logs, and a small file that
 * says where the coordinator listens while it runs.
 */
public record StateDirectory(Path path) {
  private static final String ADDRESS_FILE = "coordinator.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The folder given, else the one of the XDG base directory specification. */
  public static StateDirectory of(Optional<Path> given) {
    return new StateDirectory(
        given
            .orElseGet(() -> standard(System.getenv(), System.getProperty("user.home")))
            .toAbsolutePath()
            .normalize());
  }

  static Path standard(Map<String, String> environment, String home) {
    String base = environment.getOrDefault("XDG_STATE_HOME", "");
    return (base.isBlank() ? Path.of(home, ".local", "state") : Path.of(base))
        .resolve("cellsearch");
  }

  /** Where logs go. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** Creates the folders. */
  public void create() throws IOException {
    Files.createDirectories(logs());
  }

  /** Says where the coordinator of this process listens. */
  public void announce(URI http, String join) throws IOException {
    Path temporary = path.resolve(ADDRESS_FILE + ".new");
    JSON.writeValue(
        temporary.toFile(),
        Map.of("http", http.toString(), "join", join, "pid", ProcessHandle.current().pid()));
    Files.move(
        temporary,
        path.resolve(ADDRESS_FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Withdraws what {@link #announce} said. */
  public void withdraw() throws IOException {
    Files.deleteIfExists(path.resolve(ADDRESS_FILE));
  }

  /** The address of the coordinator that runs on this folder, if its process lives. */
  public Optional<URI> running() {
    return announced().map(node -> URI.create(node.path("http").asText()));
  }

  /** The address that workers join, if the coordinator's process lives. */
  public Optional<String> join() {
    return announced().map(node -> node.path("join").asText());
  }

  private Optional<JsonNode> announced() {
    Path file = path.resolve(ADDRESS_FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(file.toFile());
      boolean alive =
          ProcessHandle.of(node.path("pid").asLong(-1)).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(node) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
