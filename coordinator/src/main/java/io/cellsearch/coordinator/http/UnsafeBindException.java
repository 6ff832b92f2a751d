package io.cellsearch.coordinator.http;

/** An address that others can reach was given without a token and TLS. */
public final class UnsafeBindException extends HttpStartException {
  private static final long serialVersionUID = 1;

  UnsafeBindException(String bind, String missing) {
    super(
        "an address that other machines can reach needs a token and TLS, but got "
            + bind
            + " without "
            + missing
            + "; listen on 127.0.0.1, or give both");
  }
}
