package io.cellsearch.worker.blob;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The folder of files that the node shares with its runners. A file appears under its name only
 * when its bytes have that hash. Without a server, the folder itself is all there is: what lies in
 * it is there, and nothing is brought away. Safe for concurrent use; nothing here blocks.
 */
public final class BlobFolder {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int NOT_FOUND = 404;

  private final Path folder;
  private final HttpClient client;

  /** Files on their way: attempts of one experiment all want the same. */
  private final Map<String, CompletableFuture<Void>> fetches = new ConcurrentHashMap<>();

  private BlobFolder(Path folder) {
    this.folder = folder;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /** Opens a folder, and creates it where needed. */
  public static BlobFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new BlobFolder(folder);
  }

  /** Where the files lie. */
  public Path path() {
    return folder;
  }

  /** Makes sure that a file is here. Fails with {@link BlobException} or an I/O exception. */
  public CompletionStage<Void> fetch(Optional<BlobServer> server, String sha256) {
    if (!NAME.matcher(sha256).matches()) {
      return refused("a file is named by its SHA-256, but got '" + sha256 + "'");
    }
    if (Files.isRegularFile(folder.resolve(sha256))) {
      return CompletableFuture.completedFuture(null);
    }
    if (server.isEmpty()) {
      return refused("the file " + sha256 + " is not here, and there is no server to ask");
    }
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = fetches.putIfAbsent(sha256, mine);
    if (other != null) {
      return other;
    }
    download(server.get(), sha256)
        .whenComplete(
            (done, failure) -> {
              fetches.remove(sha256);
              if (failure == null) {
                mine.complete(null);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }

  private CompletableFuture<Void> download(BlobServer server, String sha256) {
    Path temporary;
    try {
      temporary = Files.createTempFile(folder, "fetch-", ".tmp");
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return client
        .sendAsync(
            server.request(sha256).timeout(PATIENCE).GET().build(),
            HttpResponse.BodyHandlers.ofFile(temporary))
        .thenCompose(response -> keep(response, sha256))
        .whenComplete((done, failure) -> delete(temporary));
  }

  private CompletableFuture<Void> keep(HttpResponse<Path> response, String sha256) {
    if (response.statusCode() != 200) {
      return failure("GET", sha256, response.statusCode(), "");
    }
    try {
      String actual = sha256(response.body());
      if (!actual.equals(sha256)) {
        return CompletableFuture.failedFuture(
            new IOException("the server sent other bytes for " + sha256 + ": " + actual));
      }
      Files.move(response.body(), folder.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Brings a file to the server, where it has one. */
  public CompletionStage<Void> store(Optional<BlobServer> server, String sha256) {
    if (server.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    HttpRequest.BodyPublisher body;
    try {
      body = HttpRequest.BodyPublishers.ofFile(folder.resolve(sha256));
    } catch (FileNotFoundException e) {
      return refused("the runner left no model " + sha256);
    }
    HttpRequest request =
        server
            .get()
            .request(sha256)
            .timeout(PATIENCE)
            .header("Content-Type", "application/octet-stream")
            .PUT(body)
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenCompose(
            response ->
                response.statusCode() / 100 == 2
                    ? CompletableFuture.completedFuture(null)
                    : failure("PUT", sha256, response.statusCode(), response.body()));
  }

  /** The caller's faults stay faults; a server that is not ready or not there may come back. */
  private static CompletableFuture<Void> failure(
      String method, String sha256, int status, String answer) {
    boolean permanent = status == NOT_FOUND || status == 413 || status == 422;
    String shown = answer.length() > 200 ? answer.substring(0, 200) + "…" : answer;
    return CompletableFuture.failedFuture(
        new BlobException(
            permanent, method + " of " + sha256 + " was answered with " + status + " " + shown));
  }

  private static CompletableFuture<Void> refused(String message) {
    return CompletableFuture.failedFuture(new BlobException(true, message));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + temporary, e);
    }
  }
}
