package io.cellsearch.protocol;

import java.util.Arrays;
import java.util.List;

/**
 * Where a node listens. Written {@code host:port}, an IPv6 host in brackets.
 *
 * @param port 0 for any free one
 */
public record HostPort(String host, int port) {

  public HostPort {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a host must not be blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port must be 0 to 65535, but got " + port);
    }
  }

  /** Reads the written form. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("an address is written HOST:PORT, but got '" + text + "'");
    }
    return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /** Reads addresses that are separated by commas. */
  public static List<HostPort> parseList(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(HostPort::parse).toList();
  }

  /** Whether only this machine can reach it. */
  public boolean loopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
