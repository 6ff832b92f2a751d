package io.cellsearch.coordinator.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who has ended, and who is only silent. */
@Tag("unit")
final class EndedWorkersTest {

  @Test
  void aPortThatNobodyListensOnIsRefused() throws IOException {
    InetSocketAddress port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = (InetSocketAddress) server.getLocalSocketAddress();
    }

    assertThat(EndedWorkers.isRefused(port)).isTrue();
  }

  @Test
  void aProcessThatIsFrozenIsNotTakenForEnded() throws IOException {
    // Nobody accepts, as nobody does in a stopped process: the system still completes connections.
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress port = (InetSocketAddress) server.getLocalSocketAddress();

      assertThat(EndedWorkers.isRefused(port)).isFalse();
    }
  }
}
