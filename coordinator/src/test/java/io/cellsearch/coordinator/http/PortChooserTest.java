package io.cellsearch.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class PortChooserTest {
  @Test
  void theNextPortIsTakenWhenTheWantedOneIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int wanted = taken.getLocalPort();

      assertThat(PortChooser.from("127.0.0.1", wanted)).isGreaterThan(wanted);
    }
  }

  @Test
  void anAddressOfAnotherMachineHasNoFreePort() {
    // 192.0.2.0/24 is reserved for documentation (RFC 5737).
    assertThatThrownBy(() -> PortChooser.from("192.0.2.1", 65_530))
        .isInstanceOf(HttpStartException.class)
        .hasMessageContaining("no port from 65530 to 65535 is free on 192.0.2.1");
  }
}
