package io.cellsearch.coordinator.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes sent to a server as they are, which no HTTP client would send, and all that it answers
 * until it hangs up.
 */
record RawCall(int port) {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  /** The answer as it came; empty where there was none. */
  String send(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // It has hung up already, perhaps with an answer.
        return read(socket);
      }
      return read(socket);
    }
  }

  private static String read(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      return new String(in.readNBytes(MOST_ANSWER_BYTES), StandardCharsets.ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server neither answers nor hangs up", e);
    } catch (SocketException e) {
      return "";
    }
  }

  /** The status of an answer; 0 where there was none. */
  static int status(String answer) {
    return answer.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")
        ? Integer.parseInt(answer.substring(9, 12))
        : 0;
  }
}
