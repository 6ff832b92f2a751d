package io.cellsearch.worker.blob;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The folder of files that the node shares with its runners. A file appears under its name only
 * when its bytes have that hash. Without a server, the folder itself is all there is: what lies in
 * it is there, and nothing is brought away. Safe for concurrent use; nothing here blocks.
 */
public final class BlobFolder {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final String TEMPORARY = ".tmp";

  private final Path folder;
  private final Duration patience;
  private final HttpClient client;

  /** Files on their way: attempts of one experiment all want the same. */
  private final Map<String, CompletableFuture<Void>> fetches = new ConcurrentHashMap<>();

  private BlobFolder(Path folder, Duration patience, HttpClient client) {
    this.folder = folder;
    this.patience = patience;
    this.client = client;
  }

  /**
   * Opens a folder, and creates it where needed. Nobody else may use it yet: what its temporary
   * files were to become will never be.
   */
  public static BlobFolder open(Path folder) throws IOException {
    return open(folder, PATIENCE, HttpClient.newBuilder());
  }

  /** The same for servers whose certificates this trusts. */
  public static BlobFolder open(Path folder, SSLContext trust) throws IOException {
    return open(folder, PATIENCE, HttpClient.newBuilder().sslContext(trust));
  }

  static BlobFolder open(Path folder, Duration patience) throws IOException {
    return open(folder, patience, HttpClient.newBuilder());
  }

  private static BlobFolder open(Path folder, Duration patience, HttpClient.Builder client)
      throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> leftOver = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
      for (Path file : leftOver) {
        Files.delete(file);
      }
    }
    return new BlobFolder(
        folder,
        patience,
        client.version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_PATIENCE).build());
  }

  /** Where the files lie. */
  public Path path() {
    return folder;
  }

  /** Makes sure that a file is here. Fails with {@link BlobException} or what may pass. */
  public CompletionStage<Void> fetch(Optional<BlobServer> server, String sha256) {
    if (!Sha256.isValid(sha256)) {
      return noHash(sha256);
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
    CompletableFuture<Void> unused =
        download(server.get(), sha256)
            .whenComplete((done, failure) -> complete(mine, sha256, failure));
    return mine;
  }

  /** What waited for a fetch goes on; whoever wants the file from now on looks for it again. */
  private void complete(CompletableFuture<Void> fetch, String sha256, @Nullable Throwable failure) {
    fetches.remove(sha256);
    if (failure == null) {
      fetch.complete(null);
    } else {
      fetch.completeExceptionally(failure);
    }
  }

  private CompletableFuture<Void> download(BlobServer server, String sha256) {
    Path temporary;
    try {
      temporary = Files.createTempFile(folder, "fetch-", TEMPORARY);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    return send(server.request(sha256).GET().build(), intoExisting(temporary))
        .thenCompose(response -> keep(response, sha256))
        .whenComplete((done, failure) -> delete(temporary));
  }

  /** Writes only into a file that is there: the answer to a fetch given up must not create one. */
  private static HttpResponse.BodyHandler<Path> intoExisting(Path file) {
    return HttpResponse.BodyHandlers.ofFile(file, StandardOpenOption.WRITE);
  }

  private CompletableFuture<Void> keep(HttpResponse<Path> response, String sha256) {
    if (response.statusCode() != 200) {
      return CompletableFuture.failedFuture(
          BlobException.ofStatus("GET of " + sha256, response.statusCode(), ""));
    }
    try {
      String actual = Sha256.of(response.body());
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

  /** Removes a file that nobody here needs any more; one that is not here is left alone. */
  public void forget(String sha256) {
    if (Sha256.isValid(sha256)) {
      delete(folder.resolve(sha256));
    }
  }

  /**
   * Brings a file to the server, where there is one. An equal trial may have brought the same bytes
   * and removed them here: a file that the server has is brought.
   */
  public CompletionStage<Void> store(Optional<BlobServer> server, String sha256) {
    if (!Sha256.isValid(sha256)) {
      return noHash(sha256);
    }
    if (server.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    HttpRequest.BodyPublisher body;
    try {
      body = HttpRequest.BodyPublishers.ofFile(folder.resolve(sha256));
    } catch (FileNotFoundException e) {
      return findOn(server.get(), sha256);
    }
    HttpRequest request =
        server
            .get()
            .request(sha256)
            .header("Content-Type", "application/octet-stream")
            .PUT(body)
            .build();
    return send(request, HttpResponse.BodyHandlers.ofString())
        .thenCompose(
            response ->
                response.statusCode() / 100 == 2
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(
                        BlobException.ofStatus(
                            "PUT of " + sha256, response.statusCode(), response.body())));
  }

  private CompletionStage<Void> findOn(BlobServer server, String sha256) {
    HttpRequest head =
        server.request(sha256).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    return send(head, HttpResponse.BodyHandlers.discarding())
        .thenCompose(
            response ->
                switch (response.statusCode()) {
                  case 200 -> CompletableFuture.completedFuture(null);
                  case 404 -> refused("the runner left no file " + sha256);
                  default ->
                      CompletableFuture.failedFuture(
                          BlobException.ofStatus("HEAD of " + sha256, response.statusCode(), ""));
                });
  }

  /** The timeout of a request itself ends with the head of its answer; this one with its body. */
  private <T> CompletableFuture<HttpResponse<T>> send(
      HttpRequest request, HttpResponse.BodyHandler<T> body) {
    CompletableFuture<HttpResponse<T>> sent = client.sendAsync(request, body);
    return sent.copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((response, failure) -> sent.cancel(true));
  }

  private static CompletableFuture<Void> noHash(String name) {
    return refused("a file is named by its SHA-256, but got '" + name + "'");
  }

  private static CompletableFuture<Void> refused(String message) {
    return CompletableFuture.failedFuture(BlobException.permanent(message));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + file, e);
    }
  }
}
