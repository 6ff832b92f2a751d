package io.cellsearch.coordinator.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Chooses the port to listen on: the wanted one, or the next one that is free. */
public final class PortChooser {
  /** How many ports are tried. */
  private static final int TRIES = 100;

  private static final int LAST_PORT = 65_535;

  private PortChooser() {}

  /**
   * The first free port from the wanted one on. Another process may still take it before it is
   * used.
   */
  public static int from(String bind, int wanted) throws HttpStartException {
    int last = Math.min(wanted + TRIES - 1, LAST_PORT);
    for (int port = wanted; port <= last; port++) {
      if (free(bind, port)) {
        return port;
      }
    }
    throw new HttpStartException("no port from " + wanted + " to " + last + " is free on " + bind);
  }

  private static boolean free(String bind, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
