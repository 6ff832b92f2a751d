package io.cellsearch.coordinator.http;

import java.util.List;
import java.util.Optional;

/**
 * Where and how the HTTP API is reached.
 *
 * @param bind the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param token the secret that every call carries
 * @param tls the certificate
 * @param names further host names, with a port ({@code search.example:443}) where a proxy shows
 *     another one, under which browsers may reach the pages
 */
public record HttpSettings(
    String bind, int port, Optional<String> token, Optional<Tls> tls, List<String> names) {

  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port must be 0 to 65535, but got " + port);
    }
    if (token.isPresent() && token.get().isBlank()) {
      throw new IllegalArgumentException("a token must not be blank");
    }
    names = List.copyOf(names);
  }

  /** This machine only, without a secret. */
  public static HttpSettings loopback(int port) {
    return new HttpSettings("127.0.0.1", port, Optional.empty(), Optional.empty(), List.of());
  }

  @Override
  public String toString() {
    return "HttpSettings[%s://%s:%d, %s]".formatted(scheme(), bind, port, names);
  }

  String scheme() {
    return tls.isPresent() ? "https" : "http";
  }
}
