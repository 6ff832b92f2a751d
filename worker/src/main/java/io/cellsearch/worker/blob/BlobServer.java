package io.cellsearch.worker.blob;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * Where files are fetched from and brought to.
 *
 * @param base address of the coordinator's HTTP API
 * @param credential that its calls carry
 */
public record BlobServer(String base, Optional<String> credential) {

  public BlobServer {
    if (!callable(base)) {
      throw new IllegalArgumentException(
          "the address of an HTTP API is written http://HOST:PORT, but got '" + base + "'");
    }
  }

  private static boolean callable(String base) {
    try {
      HttpRequest.newBuilder(URI.create(base));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  HttpRequest.Builder request(String sha256) {
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + "/api/artifacts/" + sha256));
    credential.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  @Override
  public String toString() {
    return base;
  }
}
