package io.cellsearch.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellsearch.protocol.HostPort;
import io.cellsearch.worker.runner.RunnerCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
final class WorkerSettingsTest {
  private static final HostPort COORDINATOR = new HostPort("127.0.0.1", 25520);
  private static final RunnerCommand RUNNER = RunnerCommand.training("all.jar", List.of());

  @Test
  void aWorkerBesideItsCoordinatorListensOnAnyFreeLoopbackPort() {
    WorkerSettings settings = WorkerSettings.loopback(COORDINATOR, 4, Path.of("state"), RUNNER);

    assertThat(settings.address()).isEqualTo(new HostPort("127.0.0.1", 0));
    assertThat(settings.join()).containsExactly(COORDINATOR);
    assertThat(settings.httpUrl()).as("the coordinator tells it").isEmpty();
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertThatThrownBy(() -> settings(List.of(), 1, "http://127.0.0.1:8080"))
        .hasMessageContaining("the address of a coordinator");
    assertThatThrownBy(() -> settings(List.of(COORDINATOR), 0, "http://127.0.0.1:8080"))
        .hasMessageContaining("at least one slot, but got 0");
    assertThatThrownBy(() -> settings(List.of(COORDINATOR), 1, "127.0.0.1:8080"))
        .hasMessageContaining("but got '127.0.0.1:8080'");
  }

  private static WorkerSettings settings(List<HostPort> join, int slots, String httpUrl) {
    return new WorkerSettings(
        new HostPort("127.0.0.1", 0),
        Optional.empty(),
        join,
        slots,
        1L << 30,
        Path.of("state"),
        RUNNER,
        Optional.of(httpUrl));
  }
}
