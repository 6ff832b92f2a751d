package io.cellsearch.coordinator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The {@code host:port} pairs under which this server may be called. A page of another site that
 * reaches loopback through a name of its own (DNS rebinding) shows in the Host header.
 */
final class AllowedHosts {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private final String scheme;
  private final Set<String> authorities = new HashSet<>();

  AllowedHosts(HttpSettings settings, int port) {
    this.scheme = settings.scheme();
    LOOPBACK.forEach(host -> add(host, port));
    String bind = settings.bind();
    add(bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind, port);
    for (String name : settings.names()) {
      if (name.matches(".*:[0-9]+")) {
        add(
            name.substring(0, name.lastIndexOf(':')),
            Integer.parseInt(name.substring(name.lastIndexOf(':') + 1)));
      } else {
        add(name, port);
      }
    }
  }

  private void add(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    authorities.add(lower + ":" + port);
    if (port == (scheme.equals("https") ? 443 : 80)) {
      authorities.add(lower);
    }
  }

  /** Whether a Host header names this server. */
  boolean host(String header) {
    return authorities.contains(header.toLowerCase(Locale.ROOT));
  }

  /** Whether an Origin header names a page of this server. */
  boolean origin(String header) {
    String prefix = scheme + "://";
    return header.startsWith(prefix) && host(header.substring(prefix.length()));
  }

  /** Whether only this machine reaches an address. */
  static boolean loopback(String bind) throws HttpStartException {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new HttpStartException("no address of this machine is called " + bind, e);
    }
  }
}
