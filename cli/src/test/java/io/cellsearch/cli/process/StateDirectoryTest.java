package io.cellsearch.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class StateDirectoryTest {
  @TempDir Path folder;

  @Test
  void theStandardPlaceFollowsTheXdgVariable() {
    assertThat(StateDirectory.standard(Map.of("XDG_STATE_HOME", "/var/x"), "/home/u"))
        .isEqualTo(Path.of("/var/x/cellsearch"));
    assertThat(StateDirectory.standard(Map.of(), "/home/u"))
        .isEqualTo(Path.of("/home/u/.local/state/cellsearch"));
  }

  @Test
  void whatIsAnnouncedIsFoundWhileTheProcessLives() throws IOException {
    StateDirectory state = StateDirectory.of(Optional.of(folder));
    state.create();
    assertThat(state.running()).isEmpty();

    state.announce(URI.create("http://localhost:8081"), "127.0.0.1:4711");
    assertThat(state.running()).contains(URI.create("http://localhost:8081"));
    assertThat(state.join()).contains("127.0.0.1:4711");

    state.withdraw();
    assertThat(state.running()).isEmpty();
  }

  @Test
  void anAnnouncementOfADeadProcessIsNotBelieved() throws IOException {
    StateDirectory state = StateDirectory.of(Optional.of(folder));
    state.create();
    // No process has a number beyond 2^22, the kernel's limit.
    Files.writeString(
        folder.resolve("coordinator.json"),
        "{\"http\":\"http://localhost:8081\",\"join\":\"127.0.0.1:4711\",\"pid\":99999999}");

    assertThat(state.running()).isEmpty();
  }

  @Test
  void aBrokenAnnouncementIsNoAnnouncement() throws IOException {
    StateDirectory state = StateDirectory.of(Optional.of(folder));
    state.create();
    Files.writeString(folder.resolve("coordinator.json"), "{");

    assertThat(state.running()).isEmpty();
  }
}
